namespace AwsIr.Detection;

/// <summary>Cuts a YAML text at its document markers, so that one broken document does not take the next ones along.</summary>
internal static class YamlParts
{
    /// <summary>The parts, each with the number of lines before it. Three dashes at the start of a line are a marker wherever they stand.</summary>
    public static IEnumerable<(string Text, int FirstLine)> Of(string text)
    {
        int start = 0;
        int startLine = 0;
        int line = 0;
        int position = 0;
        while (position < text.Length)
        {
            if (position > start && IsMarker(text, position) && !IsDirectives(text, start, position))
            {
                yield return (text.Substring(start, position - start), startLine);
                start = position;
                startLine = line;
            }

            int end = text.IndexOf('\n', position);
            if (end < 0)
            {
                break;
            }

            position = end + 1;
            line++;
        }

        yield return (text.Substring(start), startLine);
    }

    private static bool IsMarker(string text, int position) =>
        string.CompareOrdinal(text, position, "---", 0, 3) == 0
        && (position + 3 == text.Length || text[position + 3] is ' ' or '\t' or '\r' or '\n');

    /// <summary>Whether there are only directives (%YAML …), comments and blank lines: they belong to the document that begins after them.</summary>
    private static bool IsDirectives(string text, int start, int end)
    {
        bool any = false;
        foreach (string line in text.Substring(start, end - start).Split('\n'))
        {
            string trimmed = line.Trim();
            if (trimmed.Length > 0 && trimmed[0] is not ('%' or '#'))
            {
                return false;
            }

            any |= trimmed.Length > 0 && trimmed[0] == '%';
        }

        return any;
    }
}
