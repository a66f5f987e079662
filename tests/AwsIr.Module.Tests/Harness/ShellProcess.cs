using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace AwsIr.Module.Tests.Harness;

/// <summary>Runs the Shell, or another program, as a process of its own.</summary>
internal sealed class ShellProcess : IDisposable
{
    private const int Interrupt = 2;

    // Far more than it takes: only a hang runs into it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task<string> _error;
    private readonly Task _reading;

    private ShellProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
        _reading = Task.Run(async () =>
        {
            while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                lock (_output)
                {
                    _output.Append(line).Append('\n');
                }
            }
        });
    }

    /// <summary>Runs the Shell to its end.</summary>
    public static ProcessResult Run(params string[] arguments) => RunIn(Repository.Root, "", arguments);

    /// <summary>Runs the Shell to its end in a folder, with text as its standard input.</summary>
    public static ProcessResult RunIn(string folder, string input, params string[] arguments)
    {
        using ShellProcess shell = Start(folder, Repository.DotNet, [Repository.Shell, .. arguments]);
        shell._process.StandardInput.Write(input);
        return shell.Wait();
    }

    /// <summary>Runs a program to its end.</summary>
    public static ProcessResult RunProgram(string folder, string program, params string[] arguments)
    {
        using ShellProcess process = Start(folder, program, arguments);
        return process.Wait();
    }

    /// <summary>Starts the Shell so that it can be interrupted.</summary>
    public static ShellProcess StartInterruptible(params string[] arguments)
    {
        // A process started in the background of a script ignores the signal and so do its children, ours too.
        bool ignored = File.Exists("/proc/self/status") && File.ReadLines("/proc/self/status").FirstOrDefault(static l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
            && (ulong.Parse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1 << (Interrupt - 1))) != 0;
        return ignored
            ? Start(Repository.Root, "env", ["--default-signal=INT", Repository.DotNet, Repository.Shell, .. arguments])
            : Start(Repository.Root, Repository.DotNet, [Repository.Shell, .. arguments]);
    }

    /// <summary>Waits until standard output has the text.</summary>
    public void WaitFor(string text)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            lock (_output)
            {
                if (_output.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return;
                }
            }

            Assert.True(clock.Elapsed < Patience && !_process.HasExited, $"'{text}' did not come.");
            Thread.Sleep(20);
        }
    }

    /// <summary>Types.</summary>
    public void Send(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    /// <summary>Presses Ctrl+C (SIGINT).</summary>
    public void PressControlC() => Assert.Equal(0, Kill(_process.Id, Interrupt));

    /// <summary>Waits for its end.</summary>
    public ProcessResult Wait()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"The process did not end.\n{_output}");
        }

        _reading.Wait(Patience);
        return new ProcessResult(_process.ExitCode, _output.ToString(), _error.Result.ReplaceLineEndings("\n"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static ShellProcess Start(string folder, string program, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        // What the test runner's own build left behind must not steer another one.
        foreach (string name in info.Environment.Keys.Where(static k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            info.Environment.Remove(name);
        }

        return new ShellProcess(Process.Start(info)!);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
