namespace MapKit.Postfix;

/// <summary>Tells which <see cref="PostfixVersion"/> a version number, such as <c>3.7.11</c>, is treated as.</summary>
internal static class PostfixVersionNumber
{
    private static readonly Version FirstAfter37 = new(3, 8);

    /// <summary>Versions before 3.8 are treated as 3.7, all others as 3.12.</summary>
    /// <param name="number">The number, such as <c>mail_version</c> has it; anything else is treated as the newest version.</param>
    public static PostfixVersion Parse(string? number) =>
        Version.TryParse(number?.Split('-')[0], out var version) && version < FirstAfter37 ? PostfixVersion.Postfix37 : PostfixVersion.Postfix312;
}
