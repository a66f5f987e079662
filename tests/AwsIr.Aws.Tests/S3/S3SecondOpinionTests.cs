using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using AwsIr.Access;
using AwsIr.Records;
using AwsIr.S3;

namespace AwsIr.Aws.Tests.S3;

/// <summary>A server of S3 that nobody here wrote: npm's s3rver. It needs node and a package registry, and is skipped without.</summary>
public sealed class S3SecondOpinionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task The_bucket_of_s3rver_is_read()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory("s3rver-").FullName;
        Process? server = null;
        try
        {
            using (Process? npm = Start(folder, OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts", "s3rver@3.7"))
            {
                Assert.SkipWhen(npm is null, "node with npm is not there.");
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(Patience);
                await npm.WaitForExitAsync(patience.Token);
                Assert.SkipUnless(npm.ExitCode == 0, "A registry with the package is not there.");
            }

            int port = FreePort();
            Directory.CreateDirectory(Path.Combine(folder, "data"));
            server = Start(folder, "node", "--openssl-legacy-provider", Path.Combine("node_modules", "s3rver", "bin", "s3rver.js"), "-d", "data", "-a", "127.0.0.1", "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--silent", "--configure-bucket", "example-logs");
            string url = $"http://127.0.0.1:{port}";
            await WaitAsync(port, cancellation);

            const string Wanted = "logs/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/17/111122223333_CloudTrail_eu-west-1_20260317T1335Z_x.json.gz";
            byte[] large = new byte[(2 * S3Content.BlockSize) + 5];
            new Random(9).NextBytes(large);
            using (var client = new AmazonS3Client(new BasicAWSCredentials("S3RVER", "S3RVER"), new AmazonS3Config
            {
                ServiceURL = url,
                AuthenticationRegion = "us-east-1",
                ForcePathStyle = true,
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            }))
            {
                await PutAsync(Wanted, "wanted"u8.ToArray());
                await PutAsync(Wanted.Replace("/17/", "/11/", StringComparison.Ordinal).Replace("20260317", "20260311", StringComparison.Ordinal), "old"u8.ToArray());
                await PutAsync(Wanted.Replace("CloudTrail/", "Config/", StringComparison.Ordinal), "config"u8.ToArray());

                // It lists no folder in which nothing lies but folders: these are the marks that S3's console makes.
                string[] folders = Wanted.Split('/');
                for (int i = 2; i < folders.Length; i++)
                {
                    await PutAsync(string.Join('/', folders[..i]) + "/", []);
                }

                await PutAsync("a b+c%20é.txt", "odd"u8.ToArray());
                await PutAsync("zz-large", large);

                Task PutAsync(string key, byte[] content) => client.PutObjectAsync(
                    new Amazon.S3.Model.PutObjectRequest { BucketName = "example-logs", Key = key, InputStream = new MemoryStream(content), UseChunkEncoding = false }, cancellation);
            }

            AwsSession session = AwsSession.Open(new AwsOptions { AccessKey = "S3RVER", SecretKey = "S3RVER", Regions = ["us-east-1"], EndpointUrl = url }, static _ => { }, cancellation);
            using var source = new S3Source(session, new S3Options
            {
                Locations = [S3Location.Parse("s3://example-logs")],
                Selection = new S3Selection { Sources = [RecordSource.CloudTrail], TimeRange = new TimeRange(new DateTime(2026, 3, 17, 0, 0, 0, DateTimeKind.Utc).Ticks, long.MaxValue) },
            });
            S3Result result = S3Rig.Read(source).Ok();
            Assert.Equal(["a b+c%20é.txt", Wanted, "zz-large"], result.Keys);
            Assert.Equal("odd", Encoding.UTF8.GetString(result.Items[0].Content!));
            Assert.Equal("wanted", Encoding.UTF8.GetString(result.Items[1].Content!));
            Assert.Equal(large, result.Items[2].Content);
        }
        finally
        {
            server?.Kill(entireProcessTree: true);
            server?.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process? Start(string folder, string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitAsync(int port, CancellationToken cancellation)
    {
        for (int i = 0; i < 300; i++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100, cancellation);
            }
        }

        Assert.Fail("s3rver did not start.");
    }
}
