using AwsIr.Formats;

namespace AwsIr.Records;

/// <summary>
/// The view of one line of a flow log: its bytes and where its values lie in them, nothing copied. Fields have the names of the
/// header, whatever its spelling; a value of <c>-</c> is null.
/// </summary>
internal sealed class FlowLogFields : RecordFields
{
    private static readonly FlowLogFile None = new("", FlowLogColumns.Default, IpNetwork.Private);

    private readonly HotStrings _strings = HotStrings.OfThread;
    private byte[] _text = [];
    private int _start;
    private int _length;
    private int[] _bounds = [];
    private (FieldPath Path, int Column)[] _found = [];
    private FlowLogRecord? _record;

    /// <inheritdoc/>
    public override RecordSource Source => RecordSource.FlowLog;

    /// <inheritdoc/>
    public override string? DispatchKey => null;

    /// <summary>The file of the line.</summary>
    public FlowLogFile File { get; private set; } = None;

    /// <summary>The line's bytes, without its end.</summary>
    public ReadOnlySpan<byte> Line => _text.AsSpan(_start, _length);

    /// <summary>The account that the log or, if it has no column for it, the file's name or path says; null if neither does.</summary>
    public override string? AccountId => File.Columns[FlowLogField.AccountId] >= 0 ? GetText(FlowLogField.AccountId) : File.AccountId;

    /// <summary>The region, likewise.</summary>
    public override string? Region => File.Columns[FlowLogField.Region] >= 0 ? GetText(FlowLogField.Region) : File.Region;

    /// <summary>The VPC that the log says or, if it has no column for it, that the network interface is known to be in; null if unknown.</summary>
    public string? VpcId => File.Columns[FlowLogField.VpcId] >= 0 ? GetText(FlowLogField.VpcId) : File.Places?.VpcOf(GetText(FlowLogField.InterfaceId));

    /// <summary>The subnet, likewise.</summary>
    public string? SubnetId => File.Columns[FlowLogField.SubnetId] >= 0 ? GetText(FlowLogField.SubnetId) : File.Places?.SubnetOf(GetText(FlowLogField.InterfaceId));

    /// <summary>The start of the flow; in a log without that column, its end.</summary>
    public override long TimeTicks
    {
        get
        {
            var hasStart = File.Columns[FlowLogField.Start] >= 0;
            return TryGetNumber(hasStart ? FlowLogField.Start : FlowLogField.End, out var seconds) ? UtcTime.UnixTicks(seconds) : long.MinValue;
        }
    }

    /// <summary>
    /// From which side to which, by the packet's own addresses where the log has them (behind a NAT gateway the others are the
    /// gateway's); null without two addresses.
    /// </summary>
    public TrafficDirection? Direction
    {
        get
        {
            if (!TryGetEnd(FlowLogField.PktSrcAddr, FlowLogField.SrcAddr, out var source)
                || !TryGetEnd(FlowLogField.PktDstAddr, FlowLogField.DstAddr, out var destination))
            {
                return null;
            }

            var from = IpNetwork.Contains(File.Inside, source);
            var to = IpNetwork.Contains(File.Inside, destination);
            return (from, to) switch
            {
                (true, true) => TrafficDirection.Internal,
                (true, false) => TrafficDirection.Outbound,
                (false, true) => TrafficDirection.Inbound,
                _ => TrafficDirection.External,
            };
        }
    }

    /// <summary>Points the view at a line and splits it.</summary>
    /// <param name="file">The file and its columns.</param>
    /// <param name="text">The array that the line is in.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">Its length, without a line end.</param>
    /// <param name="number">Its number in the file.</param>
    /// <returns>How many values the line has: more than there are columns if there are more. The view is of use only if they are as many.</returns>
    public int Point(FlowLogFile file, byte[] text, int start, int length, long number)
    {
        if (!ReferenceEquals(file, File))
        {
            if (!ReferenceEquals(file.Columns, File.Columns))
            {
                _found = [];
            }

            File = file;
            Path = file.Path;
        }

        // One more than there are columns, so that a value too many is seen.
        var room = (file.Columns.Count + 1) * 2;
        if (_bounds.Length != room)
        {
            _bounds = new int[room];
        }

        _text = text;
        _start = start;
        _length = length;
        Number = number;
        _record = null;
        return FlowLogLine.Split(Line, _bounds);
    }

    /// <summary>Points the view at a record that is an object already.</summary>
    public void Point(FlowLogRecord record, FlowLogFile file, byte[] line)
    {
        Point(file, line, 0, line.Length, record.Provenance.Index);
        _record = record;
    }

    /// <summary>The value of a column as it is written, also <c>-</c>.</summary>
    public ReadOnlySpan<byte> Column(int column)
    {
        var start = _bounds[2 * column];
        return _text.AsSpan(_start + start, _bounds[(2 * column) + 1] - start);
    }

    /// <summary>The first column whose value is not what it should be; -1 if all are.</summary>
    public int FirstInvalid()
    {
        var columns = File.Columns;
        foreach (var column in columns.Checked)
        {
            var start = _bounds[2 * column];
            if (!FlowLogLine.IsValid(_text, _start + start, _bounds[(2 * column) + 1] - start, columns.Kind(column)))
            {
                return column;
            }
        }

        return -1;
    }

    /// <summary>The value of a field as it is written; empty if the log has no such column, or says <c>-</c>.</summary>
    public ReadOnlySpan<byte> Get(FlowLogField field)
    {
        var column = File.Columns[field];
        if (column < 0)
        {
            return default;
        }

        var value = Column(column);
        return FlowLogLine.IsNothing(value) ? default : value;
    }

    /// <summary>The value of a field as a number; false if it has none, or one that is no number.</summary>
    public bool TryGetNumber(FlowLogField field, out long number) => FlowLogLine.TryNumber(Get(field), out number);

    /// <summary>The value of a field as an address; false if it has none, or one that is no address.</summary>
    public bool TryGetAddress(FlowLogField field, out IpNumber address) => IpNumber.TryParse(Get(field), out address);

    /// <summary>The value of a field as text, as it was logged; null if it has none. Repeated values come as the same string object.</summary>
    public string? GetText(FlowLogField field)
    {
        var value = Get(field);
        return value.IsEmpty ? null : _strings.DecodeText(value);
    }

    /// <inheritdoc/>
    public override void Resolve(FieldPath path, FieldValues values)
    {
        var column = Find(path);
        if (column >= 0)
        {
            values.Add(Value(column));
        }
    }

    /// <inheritdoc/>
    public override bool AnyValue(Func<string, bool> test)
    {
        for (var column = 0; column < File.Columns.Count; column++)
        {
            var value = Value(column);
            if (value.Kind != FieldKind.Null && test(value.Text))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override IRecord ToRecord() => ToFlowLogRecord();

    /// <summary>The line as an object that owns a copy of its bytes: keeping it does not keep the file.</summary>
    public FlowLogRecord ToFlowLogRecord() => _record ??= new FlowLogRecord(Line.ToArray(), File, Number);

    private bool TryGetEnd(FlowLogField packet, FlowLogField flow, out IpNumber address) =>
        TryGetAddress(packet, out address) || TryGetAddress(flow, out address);

    private FieldValue Value(int column)
    {
        var value = Column(column);
        return FlowLogLine.IsNothing(value) ? FieldValue.Null
            : new FieldValue(File.Columns.Kind(column) is FlowLogValueKind.Text or FlowLogValueKind.Address ? FieldKind.String : FieldKind.Number, _strings.DecodeText(value));
    }

    /// <summary>The column that a rule means, looked for once; -1 if there is none.</summary>
    private int Find(FieldPath path)
    {
        if (path.Slot >= _found.Length)
        {
            Array.Resize(ref _found, path.Slot + 1);
        }

        ref var found = ref _found[path.Slot];
        if (!ReferenceEquals(found.Path, path))
        {
            found = (path, File.Columns.Find(path.Name));
        }

        return found.Column;
    }
}
