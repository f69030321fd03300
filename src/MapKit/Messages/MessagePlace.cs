namespace MapKit.Messages;

/// <summary>The place of the next line in a message.</summary>
internal enum MessagePlace
{
    /// <summary>In the header of the message itself.</summary>
    Header,

    /// <summary>In the header of a part of a multipart.</summary>
    PartHeader,

    /// <summary>In the header of an attached message.</summary>
    AttachedHeader,

    /// <summary>In a body.</summary>
    Body,
}
