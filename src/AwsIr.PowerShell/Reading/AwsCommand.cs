using System.Management.Automation;
using AwsIr.Access;
using AwsIr.Evidence;
using AwsIr.Parameters;

namespace AwsIr.Commands;

/// <summary>
/// What the cmdlets that may ask AWS share: who to be, where to look, and how errors of AWS are told. The parameters are of every
/// parameter set, though files need none: a user's $PSDefaultParameterValues must not make paths unbindable.
/// </summary>
public abstract class AwsCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    /// <summary>The parameter set of objects in S3.</summary>
    protected const string S3Set = "S3";

    /// <summary>The parameter set of the services themselves.</summary>
    protected const string LiveSet = "Live";

    /// <summary>Accounts, 12 digits; wildcards. Live with -RoleName: the accounts to assume it in.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? AccountId { get; set; }

    /// <summary>Regions; wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string[]? Region { get; set; }

    /// <summary>A profile of the shared AWS configuration files.</summary>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    /// <summary>The credentials file to find the profile in.</summary>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    [ValidateNotNullOrEmpty]
    public string? ProfileLocation { get; set; }

    /// <summary>An access key's id.</summary>
    [Parameter]
    [Alias("AK")]
    [ValidateNotNullOrEmpty]
    public string? AccessKey { get; set; }

    /// <summary>The access key's secret.</summary>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    [ValidateNotNullOrEmpty]
    public string? SecretKey { get; set; }

    /// <summary>The session token of temporary credentials.</summary>
    [Parameter]
    [Alias("ST")]
    [ValidateNotNullOrEmpty]
    public string? SessionToken { get; set; }

    /// <summary>Credentials as an object, such as AWS.Tools give.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Credential { get; set; }

    /// <summary>A role to assume: its name, in each account of -AccountId, or its ARN.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleName { get; set; }

    /// <summary>The external id that the role's trust policy asks for.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ExternalId { get; set; }

    /// <summary>The endpoint to send every request to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EndpointUrl { get; set; }

    /// <summary>Stops all that the cmdlet does.</summary>
    protected CancellationToken Cancellation => _cancel.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back what the cmdlet holds.</summary>
    /// <param name="disposing">Always true: there are no finalizers.</param>
    protected virtual void Dispose(bool disposing) => _cancel.Dispose();

    /// <inheritdoc/>
    protected override void StopProcessing() => _cancel.Cancel();

    /// <summary>Finds the credentials and the region; ends the run if there are none.</summary>
    private protected AwsSession OpenSession()
    {
        var options = new AwsOptions
        {
            ProfileName = ProfileName,
            ProfileLocation = ProfileLocation is null ? null : GetUnresolvedProviderPathFromPSPath(ProfileLocation),
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            SessionToken = SessionToken,
            Credential = CredentialObject.Plain(Credential),
            StoredCredentials = CredentialObject.Plain(SessionState.PSVariable.GetValue("StoredAWSCredentials")),
            StoredRegion = CredentialObject.Region(SessionState.PSVariable.GetValue("StoredAWSRegion")),
            Regions = Region ?? [],
            AccountIds = AccountId ?? [],
            RoleName = RoleName,
            ExternalId = ExternalId,
            EndpointUrl = EndpointUrl,
        };
        try
        {
            return AwsSession.Open(options, line => WriteVerbose(Display.Text(line)), Cancellation);
        }
        catch (SourceException e)
        {
            ThrowTerminatingError(ErrorOf(e));
            throw;
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Tells the user what a source has to say.</summary>
    private protected void Tell(SourceNotice notice)
    {
        var text = Display.Text(notice.Message);
        switch (notice.Kind)
        {
            case SourceNoticeKind.Error:
                WriteError(new ErrorRecord(new IOException(text, notice.Exception), notice.ErrorId, Category(notice.Problem), notice.Target));
                break;
            case SourceNoticeKind.Warning:
                WriteWarning(text);
                break;
            case SourceNoticeKind.Progress:
                ShowProgress(text, notice);
                break;
            default:
                WriteVerbose(text);
                break;
        }
    }

    /// <summary>Shows how far a source is.</summary>
    private protected virtual void ShowProgress(string text, SourceNotice notice) =>
        WriteProgress(new ProgressRecord(0, "Asking AWS", text) { PercentComplete = notice.Percent, SecondsRemaining = notice.SecondsLeft });

    /// <summary>The error that a source's failure is.</summary>
    private protected static ErrorRecord ErrorOf(SourceException e) =>
        new(new IOException(Display.Text(e.Message), e), e.ErrorId, Category(e.Problem), null);

    private static ErrorCategory Category(SourceProblemKind problem) => problem switch
    {
        SourceProblemKind.AccessDenied => ErrorCategory.PermissionDenied,
        SourceProblemKind.NotFound => ErrorCategory.ObjectNotFound,
        SourceProblemKind.InvalidArgument => ErrorCategory.InvalidArgument,
        SourceProblemKind.Connection => ErrorCategory.ConnectionError,
        SourceProblemKind.Unavailable => ErrorCategory.ResourceUnavailable,
        SourceProblemKind.InvalidData => ErrorCategory.InvalidData,
        _ => ErrorCategory.NotSpecified,
    };
}
