namespace MapKit.Maps;

/// <summary>Takes a record of which the memory is used again for the next.</summary>
/// <param name="record">The record.</param>
internal delegate void RecordTaker(in MapRecord record);
