using System.Text;

namespace MapKit.Messages;

/// <summary>
/// The structure of a message according to its <c>Content-Type</c> fields: the boundaries of the multiparts that are
/// open, and whether the next body is a message with a separate header.
/// </summary>
internal sealed class MessageNesting(MessageLimits limits)
{
    /// <summary>How many more multiparts than <see cref="MessageLimits.Nesting"/> says: Postfix counts from -1 and stops beyond the limit.</summary>
    private const int NestingAllowance = 2;

    private readonly ContentTypeTokens _tokens = new();
    private readonly List<Boundary> _open = [];
    private bool _holdsMessage;

    /// <summary>Processes a header field, if it is a <c>Content-Type</c>.</summary>
    public void Learn(PendingHeader header)
    {
        if (!Ascii.EqualsIgnoreCase(header.Name, "content-type"u8)) return;
        var position = 0;
        if (!_tokens.Read(header.Value, ref position) || _tokens.Count == 0 || _tokens.IsWord(0, "text"u8))
        {
            _holdsMessage = false;
        }
        else if (_tokens.IsWord(0, "message"u8))
        {
            _holdsMessage = _tokens.HasSubtype("rfc822"u8) || _tokens.HasSubtype("global"u8);
        }
        else if (_tokens.IsWord(0, "multipart"u8))
        {
            _holdsMessage = false;
            var partsAreMessages = _tokens.HasSubtype("digest"u8);
            while (_tokens.Read(header.Value, ref position)) LearnBoundary(partsAreMessages);
        }

        // Any other type changes nothing: in a digest, and after an earlier field, the body may still be a message.
    }

    /// <summary>The empty line after a header has been read.</summary>
    /// <returns>The place of the next line.</returns>
    public MessagePlace EnterBody()
    {
        if (!_holdsMessage) return MessagePlace.Body;
        _holdsMessage = false;
        return MessagePlace.AttachedHeader;
    }

    /// <summary>
    /// Compares a line of a body with the boundaries, the innermost first. Text after the boundary is ignored, so
    /// that the boundary also closes inner multiparts that are still open or are a prefix of it.
    /// </summary>
    /// <returns>The place of the next line; null if the line is not a boundary.</returns>
    public MessagePlace? TryCross(ReadOnlySpan<byte> line)
    {
        if (_open.Count == 0 || line.Length <= 2 || !line.StartsWith("--"u8)) return null;
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var boundary = _open[i];
            if (!line[2..].StartsWith(boundary.Text)) continue;

            var isLast = line[(2 + boundary.Text.Length)..].StartsWith("--"u8);
            _open.RemoveRange(isLast ? i : i + 1, _open.Count - (isLast ? i : i + 1));
            _holdsMessage = !isLast && boundary.PartsAreMessages;
            return isLast ? MessagePlace.Body : MessagePlace.PartHeader;
        }

        return null;
    }

    /// <summary>Every boundary of a field is used, so that none can hide a header.</summary>
    private void LearnBoundary(bool partsAreMessages)
    {
        if (_tokens.Count < 3 || !_tokens.IsWord(0, "boundary"u8) || !_tokens.IsSpecial(1, (byte)'=')) return;
        if (_open.Count >= limits.Nesting + NestingAllowance) return;
        var text = _tokens.Text(2);
        _open.Add(new Boundary(text[..Math.Min(text.Length, limits.BoundaryLength)].ToArray(), partsAreMessages));
    }

    private readonly record struct Boundary(byte[] Text, bool PartsAreMessages);
}
