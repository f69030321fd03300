using System.Text;

namespace MapKit.Cli.Tests.DropIn;

/// <summary>Messages made of the pieces that readers of MIME trip over, the same for the same seed. Latin-1, one character a byte.</summary>
internal sealed class RandomMessage(Random random)
{
    private const int MaximumDepth = 8;

    private static readonly string[] Names =
        ["From", "To", "Subject", "X-Long-Name", "Received", "MIME-Version", "Content-Transfer-Encoding", "a", "\"q\"", "{}", "-", "--b"];

    private static readonly string[] Colons = [":", ":", ":", ": ", ": ", ": ", " : ", "\t:", " \t : ", "::", " ", "\v:", "\r:", "\0:", "\u00E9:", ""];

    private static readonly string[] Texts =
        ["", "value", "a b  c ", "8bit", "base64", "\u00E9\u00FF", "a\0b", "\0", "a\r", "--b", "(c) \"q\"", ";x=y", "\t"];

    private static readonly string[] Folds = ["\n ", "\n\t", "\n \n ", "\n\t\0x", "\n  text", "\n \r"];

    private static readonly string[] ContentTypes =
    [
        "text/plain", "TEXT/html", "text", "image/png", "\"text\"/plain", "", "; boundary=b", "/", "(c)", "message/rfc822", "Message/RFC822", "message/global",
        "message/partial", "message / rfc822", "message/(c)rfc822 x", "message/\"rfc822\"", "message/rfc822;x=y", "message", "message=rfc822",
        "(a\\)b(c))message\n /rfc822", "application/octet-stream",
    ];

    private static readonly string[] Multiparts =
        ["multipart/mixed", "multipart/digest", "Multipart/DIGEST", "multipart", "multipart/alternative", "multipart =digest", "multipart/\"digest\"", "multipart/digest/x"];

    private static readonly string[] Between = ["; ", ";", " ;\n ", ";;", "; (c) ", ";\t", "; x=\"y;z\"; ", "; x=y z w u;", "\r\n ;", "; \"open\\\" "];

    private static readonly string[] BoundaryNames = ["boundary", "boundary", "boundary", "Boundary", "\"boundary\"", "boundary*0", "charset"];

    private static readonly string[] EqualsSigns = ["=", "=", "=", " = ", "=(c)", "\n =", ":"];

    private static readonly string[] Boundaries = ["b", "bb", "b", "outer", "b1", "a b", "=", "b--", "x\ty", "", "longer-than-the-limit-of-twenty", "\u0001b", "\u00E9", "(", "a\"b"];

    private static readonly string[] BodyLines =
        ["text", "", "", "--", "---", "-- ", "X: y", " folded", "From someone", "--b", "--b--", "a\0b", "\0", "\u00FF", "\r", ".", "--b: header", "-", "--bb", "----"];

    private static readonly string[] Cruft = ["", "", "", "", " ", " cruft", "x", "-", "\r", "\0", ": header"];

    private readonly StringBuilder _text = new();
    private readonly List<string> _boundaries = [];

    /// <summary>A message, sometimes with bytes put in, left out or cut off.</summary>
    public string Make()
    {
        Entity(0);
        for (var damage = random.Next(6) == 0 ? random.Next(1, 5) : 0; damage > 0 && _text.Length > 1; damage--) Damage();
        if (random.Next(4) == 0 && _text.Length > 0 && _text[^1] == '\n') _text.Length--;
        if (random.Next(30) == 0) _text.Append('\u00FF');
        return _text.ToString();
    }

    private void Entity(int depth)
    {
        for (var i = random.Next(4); i > 0; i--) Header();
        var kind = random.Next(6);
        if (kind < 3 && depth < MaximumDepth) Multipart(depth);
        else if (kind < 4 && depth < MaximumDepth) Message(depth);
        else Leaf();
    }

    private void Multipart(int depth)
    {
        var boundary = random.Next(3) == 0 ? $"n{depth}" : Pick(Boundaries);
        _boundaries.Add(boundary);
        if (random.Next(2) == 0) Line($"Content-Type: {Pick(Multiparts)}; boundary=\"{boundary}\"");
        else ContentType(Pick(Multiparts) + Pick(Between) + (random.Next(8) == 0 ? Parameter(Pick(Boundaries)) + Pick(Between) : "") + Parameter(boundary) + (random.Next(5) == 0 ? Pick(Between) : ""));
        EndHeader();
        Body();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            Line("--" + boundary + Pick(Cruft));
            if (random.Next(4) == 0) Line("");
            Entity(depth + 1);
        }

        if (random.Next(4) != 0) Line("--" + boundary + "--" + Pick(Cruft));
        Body();
    }

    private void Message(int depth)
    {
        ContentType(Pick(ContentTypes));
        EndHeader();
        Entity(depth + 1);
    }

    private void Leaf()
    {
        if (random.Next(2) == 0) ContentType(Pick(ContentTypes));
        EndHeader();
        Body();
    }

    private void Header()
    {
        var text = Pick(Names) + Pick(Colons) + Pick(Texts);
        if (random.Next(20) == 0) text += new string('x', random.Next(9000));
        for (var i = random.Next(3) == 0 ? random.Next(1, 4) : 0; i > 0; i--) text += Pick(Folds) + Pick(Texts);
        Line(text);
    }

    private void ContentType(string value)
    {
        Line(Pick(["Content-Type: ", "content-type:", "CONTENT-TYPE : ", "Content-Type\t:\n "]) + value);
        if (random.Next(6) == 0) Line("Content-Type: " + Pick(ContentTypes));
        if (random.Next(3) == 0) Header();
    }

    private void EndHeader()
    {
        if (random.Next(8) != 0) Line("");
    }

    private void Body()
    {
        for (var i = random.Next(4); i > 0; i--)
        {
            if (_boundaries.Count > 0 && random.Next(4) == 0) Line("--" + _boundaries[random.Next(_boundaries.Count)] + Pick(["", "--", "x", "--x", " ", ": x"]));
            else Line(Pick(BodyLines));
        }
    }

    private string Parameter(string boundary)
    {
        var written = random.Next(3) switch
        {
            0 => boundary,
            1 => "\"" + boundary.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"",
            _ => "\"" + (boundary.Length > 1 ? boundary.Insert(1, Pick(["\n", " \n", "\\", ""])) : boundary) + (random.Next(5) == 0 ? "" : "\""),
        };
        return Pick(BoundaryNames) + Pick(EqualsSigns) + written;
    }

    private void Line(string text) => _text.Append(text).Append(random.Next(60) == 0 ? "\r\n" : "\n");

    private void Damage()
    {
        var index = random.Next(_text.Length);
        switch (random.Next(4))
        {
            case 0: _text.Insert(index, Pick(["\n", "\0", "\r", " ", "\"", "(", "\\", "--", "\n\n"])); break;
            case 1: _text.Remove(index, Math.Min(random.Next(1, 4), _text.Length - index)); break;
            case 2: _text.Length = index; break;
            default: _text[index] = (char)random.Next(256); break;
        }
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
