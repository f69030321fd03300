namespace MapKit.Cli.DropIn.Messages;

/// <summary>The place of the next line in a message.</summary>
internal enum MessagePlace
{
    /// <summary>In the header of the message itself.</summary>
    Header,

    /// <summary>In the header of an attachment or of an attached message.</summary>
    InnerHeader,

    /// <summary>In a body.</summary>
    Body,
}
