using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.DropIn;

/// <summary>
/// A golden session: commands with what they read and everything they say. Lines of a session file:
/// <c>file NAME</c> begins a file in the folder, whose lines follow behind <c>| </c>; <c>$ </c> is a command;
/// <c>&lt; </c> a line of its input; <c>! </c> a line of its standard error; <c>= N</c> its exit status unless 0; <c>#</c> a
/// comment; all others are its standard output. <c>DIR</c> stands for the folder. <c>\xNN</c> is a byte, and a space at the
/// end of a line is written <c>\x20</c>, an empty line <c>(empty)</c>.
/// </summary>
internal sealed class DropInSession
{
    /// <summary>Runs one command: its words, its input.</summary>
    public delegate (int Status, string Output, string Error) Runner(IReadOnlyList<string> words, byte[] input);

    private readonly string[] _lines;

    private DropInSession(string[] lines) => _lines = lines;

    /// <summary>Reads a session, in Latin-1.</summary>
    public static DropInSession Read(string path) => new(File.ReadAllLines(path, Encoding.Latin1));

    /// <summary>Plays a session.</summary>
    /// <returns>The session as it would have to be written for what was really said.</returns>
    public string Play(TemporaryFolder folder, Runner run)
    {
        var played = new StringBuilder();
        for (var i = 0; i < _lines.Length;)
        {
            var line = _lines[i++];
            if (line.StartsWith("file ", StringComparison.Ordinal))
            {
                played.Append(line).Append('\n');
                var content = new StringBuilder();
                for (; i < _lines.Length && _lines[i].StartsWith('|'); i++)
                {
                    played.Append(_lines[i]).Append('\n');
                    content.Append(Unescape(_lines[i].Length > 2 ? _lines[i][2..] : "", folder)).Append('\n');
                }

                var path = folder.Write(line[5..], Encoding.Latin1.GetBytes(content.ToString()));

                // Postfix waits for a main.cf, and reads a text table again, while it has just changed.
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-5));
            }
            else if (line.StartsWith("$ ", StringComparison.Ordinal))
            {
                played.Append(line).Append('\n');
                var input = new StringBuilder();
                for (; i < _lines.Length && _lines[i].StartsWith('<'); i++)
                {
                    played.Append(_lines[i]).Append('\n');
                    input.Append(Unescape(_lines[i].Length > 2 ? _lines[i][2..] : "", folder)).Append('\n');
                }

                var (status, output, error) = run(Words(Unescape(line[2..], folder)), Encoding.Latin1.GetBytes(input.ToString()));
                AppendLines(played, "", output, folder);
                AppendLines(played, "! ", error, folder);
                if (status != 0) played.Append($"= {status}\n");
                while (i < _lines.Length && !StartsNext(_lines[i])) i++;
            }
            else
            {
                played.Append(line).Append('\n');
            }
        }

        return played.ToString();
    }

    /// <summary>The session as it is written.</summary>
    public override string ToString() => string.Concat(_lines.Select(line => line + "\n"));

    private static bool StartsNext(string line) =>
        line.Length == 0 || line.StartsWith('#') || line.StartsWith("$ ", StringComparison.Ordinal) || line.StartsWith("file ", StringComparison.Ordinal);

    private static void AppendLines(StringBuilder played, string mark, string text, TemporaryFolder folder)
    {
        if (text.Length == 0) return;
        var whole = text.EndsWith('\n');
        foreach (var line in (whole ? text[..^1] : text).Split('\n')) played.Append(mark).Append(line.Length == 0 ? "(empty)" : Escape(line, folder)).Append('\n');
        if (!whole) played.Append("(no LF)\n");
    }

    private static string Escape(string line, TemporaryFolder folder)
    {
        var escaped = string.Concat(line.Replace(folder.Path, "DIR", StringComparison.Ordinal).Select(character =>
            character is >= ' ' and < '\x7f' or '\t' ? character.ToString() : $"\\x{(int)character:X2}"));
        return escaped.EndsWith(' ') ? escaped[..^1] + "\\x20" : escaped;
    }

    private static string Unescape(string line, TemporaryFolder folder) => System.Text.RegularExpressions.Regex
        .Replace(line.Replace("DIR", folder.Path, StringComparison.Ordinal), @"\\x([0-9A-F]{2})", match => ((char)Convert.ToByte(match.Groups[1].Value, 16)).ToString());

    /// <summary>Words of a command; single quotes keep blanks.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        for (var i = 0; i < line.Length;)
        {
            if (line[i] == ' ')
            {
                i++;
                continue;
            }

            var word = new StringBuilder();
            for (var quoted = false; i < line.Length && (quoted || line[i] != ' '); i++)
            {
                if (line[i] == '\'') quoted = !quoted;
                else word.Append(line[i]);
            }

            words.Add(word.ToString());
        }

        return words;
    }
}
