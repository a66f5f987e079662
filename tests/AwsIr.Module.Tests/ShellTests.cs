using AwsIr.Module.Tests.Harness;

namespace AwsIr.Module.Tests;

/// <summary>The Shell as a process, as it is used.</summary>
public sealed class ShellTests
{
    [Fact]
    public void Runs_a_command_with_the_module_loaded()
    {
        ProcessResult result = ShellProcess.Run("-Command", "(Get-Module AwsIr).Name; 1 + 1").ExitsWith(0);
        Assert.Equal(["AwsIr", "2"], result.Lines);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void Runs_a_script_with_named_positional_and_switch_arguments()
    {
        using var folder = new TemporaryFolder();
        folder.Write("sub/s.ps1", "param([string[]]$Path, [string]$Last, [switch]$All, [bool]$Flag, [Parameter(ValueFromRemainingArguments)]$Rest) \"$Path|$Last|$All|$Flag|$Rest|$PSScriptRoot\"");
        ProcessResult result = ShellProcess.RunIn(folder.Path, "", "sub/s.ps1", "logs", "-All", "-Last", "7d", "-Flag:$true", "and more", "-5").ExitsWith(0);
        string root = Assert.Single(result.Lines).Split('|')[^1];
        Assert.EndsWith("sub", root, StringComparison.Ordinal);
        Assert.Equal("logs|7d|True|True|and more -5|" + root, result.Lines[0]);
    }

    [Fact]
    public void Resolves_relative_paths_from_the_current_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("s.ps1", "$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.Path; [System.Environment]::CurrentDirectory");
        ProcessResult result = ShellProcess.RunIn(folder.Path, "", "-File", "./s.ps1").ExitsWith(0);
        Assert.All(result.Lines, l => Assert.EndsWith(Path.GetFileName(folder.Path), l, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'gone'", 1)]
    [InlineData("Get-IrNothing; 'goes on'", 0)]
    [InlineData("if (", 1)]
    public void A_script_sets_the_exit_code(string text, int code)
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("s.ps1", text);
        ShellProcess.Run(script).ExitsWith(code);
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'gone'", 1)]
    [InlineData("Get-IrNothing", 1)]
    [InlineData("Get-IrNothing; 'goes on'", 0)]
    public void A_command_sets_the_exit_code(string text, int code) => ShellProcess.Run("-Command", text).ExitsWith(code);

    [Fact]
    public void Errors_go_to_standard_error_with_their_place()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("s.ps1", "'before'\nGet-IrNothing\n'after'");
        ProcessResult result = ShellProcess.Run(script).ExitsWith(0);
        Assert.Equal(["before", "after"], result.Lines);
        Assert.Contains("Get-IrNothing", result.Error, StringComparison.Ordinal);
        Assert.Contains("s.ps1:2", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-such-option")]
    [InlineData("no-such-script.ps1")]
    [InlineData("-OutputFormat")]
    [InlineData("-OutputFormat", "Xml")]
    [InlineData("-Command")]
    public void A_command_line_that_makes_no_sense_is_refused(params string[] arguments)
    {
        ProcessResult result = ShellProcess.Run(arguments).ExitsWith(64);
        Assert.NotEmpty(result.Error);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Says_its_version_and_how_it_is_used()
    {
        Assert.Equal("AwsIr " + Repository.Version, Assert.Single(ShellProcess.Run("--version").ExitsWith(0).Lines));
        Assert.Contains("-OutputFormat Json", ShellProcess.Run("--help").ExitsWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_commands_from_its_input_until_exit()
    {
        ProcessResult result = ShellProcess.RunIn(Repository.Root, "$x = 20\nif ($x) {\n  $x + 1\n}\nGet-IrNothing\nexit 3\n'never'\n", "-NoLogo").ExitsWith(3);
        Assert.Equal(["21"], result.Lines);
        ShellProcess.RunIn(Repository.Root, "'no exit'\n").ExitsWith(0);
    }

    [Fact]
    public void Writes_objects_as_json_lines()
    {
        const string Command =
            """
            1; 'a"é'; $null; $true; 2.5; [double]::NaN
            [datetime]::new(2026, 1, 2, 3, 4, 5, [System.DateTimeKind]::Utc).AddMilliseconds(60)
            [System.DateTimeOffset]::new(2026, 1, 2, 3, 4, 5, [timespan]::FromHours(2))
            [timespan]::FromMinutes(90); [System.DayOfWeek]::Monday; [guid]::Empty; [version]'1.2'
            [pscustomobject]@{ B = 1; a = @(1, @{ x = $null }); E = @() }
            , @(1, 2)
            [System.Text.Encoding]::UTF8.GetBytes('hi') | ForEach-Object { $_ }
            @{ bytes = [byte[]](104, 105) }
            "esc$([char]27)[2J"
            """;
        ProcessResult result = ShellProcess.Run("-OutputFormat", "Json", "-Command", Command).ExitsWith(0);
        Assert.Equal(
            [
                "1", "\"a\\\"é\"", "null", "true", "2.5", "\"NaN\"",
                "\"2026-01-02T03:04:05.06Z\"", "\"2026-01-02T01:04:05Z\"",
                "\"01:30:00\"", "\"Monday\"", "\"00000000-0000-0000-0000-000000000000\"", "\"1.2\"",
                """{"B":1,"a":[1,{"x":null}],"E":[]}""",
                "[1,2]",
                "104", "105",
                """{"bytes":"aGk="}""",
                "\"esc\\u001B[2J\"",
            ],
            result.Lines);
    }

    [Fact]
    public void Cuts_cycles_and_depths_in_json()
    {
        const string Command =
            """
            $h = @{}; $h['me'] = $h; $h
            $o = [pscustomobject]@{ n = 1 }; $o.psobject.Properties.Add([psnoteproperty]::new('self', $o)); $o
            $deep = 1; foreach ($i in 1..200) { $deep = @{ d = $deep } }; $deep
            [System.Diagnostics.Process]::GetCurrentProcess().Threads
            """;
        ProcessResult result = ShellProcess.Run("-OutputFormat", "Json", "-Command", Command).ExitsWith(0);
        Assert.Equal("""{"me":"[System.Collections.Hashtable]"}""", result.Lines[0]);
        Assert.Equal("""{"n":1,"self":"[System.Management.Automation.PSCustomObject]"}""", result.Lines[1]);
        Assert.Contains("[System.Collections.Hashtable]", result.Lines[2], StringComparison.Ordinal);
        Assert.All(result.Lines, static l => System.Text.Json.JsonDocument.Parse(l).Dispose());
    }

    [Fact]
    public void Only_objects_are_in_the_json()
    {
        ProcessResult result = ShellProcess.Run("-O", "Json", "-Command", "$Host.UI.WriteLine('talk'); $Host.UI.WriteWarningLine('w'); Get-IrNothing; 1").ExitsWith(0);
        Assert.Equal(["1"], result.Lines);
        Assert.Contains("talk", result.Error, StringComparison.Ordinal);
        Assert.Contains("WARNING: w", result.Error, StringComparison.Ordinal);
        Assert.Contains("Get-IrNothing", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_control_character_of_a_log_reaches_the_terminal()
    {
        const string Command =
            """
            $e = [char]27
            [pscustomobject]@{ Agent = "a$e[2Jb$e]0;title$([char]7)c$e[31mred"; Other = "x$([char]0x9b)2Jy$([char]13)z$([char]0x202e)" } | Out-Default
            throw "bad $e[1A$e[2K name"
            """;
        ProcessResult result = ShellProcess.Run("-Command", Command).ExitsWith(1);
        foreach (string text in new[] { result.Output, result.Error })
        {
            Assert.DoesNotContain(text, static c => (char.IsControl(c) && c != '\n') || c == '\u202e');
        }

        Assert.Contains("␛[2J", result.Output, StringComparison.Ordinal);
        Assert.Contains("␛[1A", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_C_stops_a_script()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send.");
        using var folder = new TemporaryFolder();
        string script = folder.Write("s.ps1", "'ready'\nwhile ($true) { [System.Threading.Thread]::Sleep(50) }\n'never'");
        using var shell = ShellProcess.StartInterruptible(script);
        shell.WaitFor("ready");
        shell.PressControlC();
        Assert.Equal(["ready"], shell.Wait().ExitsWith(130).Lines);
    }

    [Fact]
    public void Control_C_at_the_prompt_stops_only_the_pipeline()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no SIGINT to send.");
        using var shell = ShellProcess.StartInterruptible();
        shell.Send("'ready'; while ($true) { [System.Threading.Thread]::Sleep(50) }\n");
        shell.WaitFor("ready");
        shell.PressControlC();
        shell.Send("'again'; while ($true) { [System.Threading.Thread]::Sleep(50) }\n");
        shell.WaitFor("again");
        shell.PressControlC();
        shell.Send("'still here'\nexit 4\n");
        Assert.Equal(["ready", "again", "still here"], shell.Wait().ExitsWith(4).Lines);
    }
}
