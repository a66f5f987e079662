using System.Globalization;
using System.Text.Json;

namespace AwsIr.Evidence;

/// <summary>
/// How far a scheduled script has read, in a file: each run continues where the last one stopped. The file is whole at any moment, since a
/// new one takes its place at once, and belongs to one run at a time.
/// </summary>
internal sealed class Checkpoint : IDisposable
{
    /// <summary>The error id of a file that is none, or of something else.</summary>
    public const string InvalidErrorId = "CheckpointInvalid";

    /// <summary>The error id of a file that cannot be read, written or locked.</summary>
    public const string FileErrorId = "CheckpointFile";

    private const int Version = 1;
    private const long MaxSize = 512L * 1024 * 1024;

    private readonly string _path;
    private readonly string _command;
    private readonly FileStream _lock;
    private readonly SortedDictionary<string, CheckpointEntry> _entries = new(StringComparer.Ordinal);
    private string? _scope;

    private Checkpoint(string path, string command, FileStream @lock)
    {
        _path = path;
        _command = command;
        _lock = @lock;
    }

    /// <summary>Whether a run has been here before.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>From when on the first run gave events, in UTC; null for all.</summary>
    public DateTime? From { get; set; }

    /// <summary>Reads the file, or begins a new one if there is none. It is this run's alone until disposed.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="command">The cmdlet that reads.</param>
    /// <exception cref="SourceException">It is no checkpoint, or of another cmdlet, or another run has it.</exception>
    public static Checkpoint Load(string path, string command)
    {
        Checkpoint? checkpoint = null;
        try
        {
            checkpoint = new Checkpoint(path, command, Lock(path));
            if (File.Exists(path))
            {
                checkpoint.Read();
            }

            return checkpoint;
        }
        catch (Exception e)
        {
            checkpoint?.Dispose();
            throw e is IOException or UnauthorizedAccessException
                ? new SourceException(FileErrorId, SourceProblemKind.Other, $"The checkpoint {path} cannot be read: {e.Message}", e)
                : e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException
                ? new SourceException(InvalidErrorId, SourceProblemKind.InvalidData,
                    $"{path} is no checkpoint, or is damaged. Nothing was read. Give -ResumeFrom another file; or delete this one, to begin again.", e)
                : e;
        }
    }

    /// <summary>Says what this run reads; what the file is of must be the same.</summary>
    /// <param name="scope">What is read, in words for people: the same in every run.</param>
    /// <exception cref="SourceException">The file is of something else.</exception>
    public void Use(string scope)
    {
        if (IsResumed && _scope != scope)
        {
            throw Other($"{_scope}; this run reads {scope}");
        }

        _scope = scope;
    }

    /// <summary>How far a source has been read.</summary>
    /// <param name="key">The source: the same in every run.</param>
    public CheckpointEntry Entry(string key)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            _entries.Add(key, entry = new CheckpointEntry());
        }

        return entry;
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It cannot be written: the one from before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing it is not allowed, likewise.</exception>
    public void Save()
    {
        var temporary = _path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                Write(file);
                file.Flush(flushToDisk: true);
            }

            MoveOver(temporary, _path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Lets the next run have the file.</summary>
    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException e) when (File.Exists(path + ".lock"))
        {
            throw new SourceException(FileErrorId, SourceProblemKind.Unavailable, $"Another run uses the checkpoint {path}: wait for its end, or give -ResumeFrom another file.", e);
        }
    }

    private static void MoveOver(string source, string target)
    {
#if NET
        File.Move(source, target, overwrite: true);
#else
        if (File.Exists(target))
        {
            File.Replace(source, target, null);
        }
        else
        {
            File.Move(source, target);
        }
#endif
    }

    private static DateTime? ReadTime(JsonElement parent, string name) => parent.GetProperty(name).GetString() is { } text
        ? DateTime.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) is { Kind: DateTimeKind.Utc } time ? time : throw new FormatException("A time is not in UTC.")
        : null;

    private static IEnumerable<string> ReadTexts(JsonElement parent, string name) =>
        parent.GetProperty(name).EnumerateArray().Select(static text => text.GetString() ?? throw new FormatException("A text is missing."));

    private void Read()
    {
        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length > MaxSize)
        {
            throw new FormatException("It is too large.");
        }

        using var json = JsonDocument.Parse(file);
        var root = json.RootElement;
        if (root.GetProperty("version").GetInt32() is var version && version != Version)
        {
            throw new SourceException(InvalidErrorId, SourceProblemKind.InvalidData,
                $"The checkpoint {_path} is of format {version.ToString(CultureInfo.InvariantCulture)}, this module's is {Version}. Use the module that wrote it, or another file.");
        }

        _scope = root.GetProperty("scope").GetString();
        if (root.GetProperty("command").GetString() is var command && command != _command)
        {
            throw Other($"{command} and {_scope}; this is {_command}");
        }

        From = ReadTime(root, "from");
        foreach (var property in root.GetProperty("entries").EnumerateObject())
        {
            var ids = ReadTexts(property.Value, "ids").Select(CheckpointId.Parse);
            var pending = ReadTexts(property.Value, "pending").ToList();
            if (ReadTime(property.Value, "completeTo") is { } completeTo)
            {
                Entry(property.Name).Advance(completeTo, ids, pending);
            }
            else
            {
                Entry(property.Name).Keep(ids, pending);
            }
        }

        IsResumed = true;
    }

    private void Write(Stream file)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("command", _command);
        json.WriteString("scope", _scope);
        WriteTime(json, "from", From);
        json.WriteStartObject("entries");
        foreach (var entry in _entries)
        {
            json.WriteStartObject(entry.Key);
            WriteTime(json, "completeTo", entry.Value.CompleteTo);
            WriteTexts(json, "pending", entry.Value.Pending);
            WriteTexts(json, "ids", entry.Value.Ids.Select(static id => id.ToString()));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTime? time) =>
        json.WriteString(name, time?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private SourceException Other(string whose) => new(InvalidErrorId, SourceProblemKind.InvalidArgument,
        $"The checkpoint {_path} is of {whose}. A checkpoint continues one command only: give -ResumeFrom a file of its own.");
}
