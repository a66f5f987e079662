using System.Management.Automation.Host;

namespace AwsIr.Shell;

/// <summary>The size of the console, for the formatter; the rest is not offered to scripts.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    private const int Height = 50;

    /// <inheritdoc/>
    public override Size BufferSize
    {
        get => new(ShellConsole.Width, Height);
        set { }
    }

    /// <inheritdoc/>
    public override Size WindowSize
    {
        get => BufferSize;
        set { }
    }

    /// <inheritdoc/>
    public override Size MaxWindowSize => BufferSize;

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => BufferSize;

    /// <inheritdoc/>
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    /// <inheritdoc/>
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    /// <inheritdoc/>
    public override Coordinates CursorPosition { get; set; }

    /// <inheritdoc/>
    public override Coordinates WindowPosition { get; set; }

    /// <inheritdoc/>
    public override int CursorSize { get; set; } = 25;

    /// <inheritdoc/>
    public override string WindowTitle { get; set; } = "AwsIr";

    /// <inheritdoc/>
    public override bool KeyAvailable => false;

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException("This host reads lines, not keys.");

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
    }

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException("This host does not read the screen back.");

    /// <inheritdoc/>
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException("This host does not scroll.");

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException("This host does not paint.");

    /// <inheritdoc/>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException("This host does not paint.");
}
