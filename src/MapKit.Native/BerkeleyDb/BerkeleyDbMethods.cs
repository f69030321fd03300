using System.Runtime.InteropServices;

namespace MapKit.Native.BerkeleyDb;

/// <summary>
/// The methods of a DB that libdb does not export. The structure is a row of pointers in an order that is part of its binary
/// interface (db.h, "DB PUBLIC HANDLE LIST"); the exported methods among them show where it is, and whether it is as expected.
/// </summary>
internal static class BerkeleyDbMethods
{
    private const int SlotsSearched = 180;

    // Places of methods, counted from set_flags.
    private const int SetErrorCall = -4;
    private const int SetMessageCall = 9;
    private const int SetMinimumKeysPerPage = -10;
    private const int SetFillFactor = 2;
    private const int SetExpectedRecords = 4;

    private static readonly (string Name, int Place)[] Landmarks =
        [("__bam_set_bt_compare", -12), ("__ham_set_h_compare", 1), ("__db_set_lorder", 8), ("__db_set_pagesize", 11)];

    private delegate int SetNumber(nint database, uint number);

    private delegate void SetPointer(nint database, nint pointer);

    /// <summary>Passes errors and remarks to functions instead of writing them to standard error and standard output.</summary>
    /// <param name="database">The structure.</param>
    /// <param name="onError">Takes environment, prefix and text.</param>
    /// <param name="onMessage">Takes environment and text.</param>
    public static void SetCalls(BerkeleyDbHandle database, nint onError, nint onMessage)
    {
        Set(database, SetErrorCall, onError);
        Set(database, SetMessageCall, onMessage);
    }

    /// <summary>As DB-&gt;set_bt_minkey.</summary>
    public static int MinimumKeysPerPage(BerkeleyDbHandle database, int number) => Call(database, SetMinimumKeysPerPage, number);

    /// <summary>As DB-&gt;set_h_ffactor.</summary>
    public static int FillFactor(BerkeleyDbHandle database, int number) => Call(database, SetFillFactor, number);

    /// <summary>As DB-&gt;set_h_nelem.</summary>
    public static int ExpectedRecords(BerkeleyDbHandle database, int number) => Call(database, SetExpectedRecords, number);

    private static void Set(BerkeleyDbHandle database, int place, nint pointer)
    {
        if (Method(database, place) is { } method) Marshal.GetDelegateForFunctionPointer<SetPointer>(method)(database.DangerousGetHandle(), pointer);
    }

    private static int Call(BerkeleyDbHandle database, int place, int number) => Method(database, place) is { } method
        ? Marshal.GetDelegateForFunctionPointer<SetNumber>(method)(database.DangerousGetHandle(), (uint)number)
        : throw new NotSupportedException("this build of libdb has its methods in other places");

    private static nint? Method(BerkeleyDbHandle database, int place)
    {
        var structure = database.DangerousGetHandle();
        var setFlags = SystemLibraries.AddressOf(SystemLibraries.BerkeleyDb, "__db_set_flags");
        for (var slot = -SetMinimumKeysPerPage + 2; slot < SlotsSearched - 11; slot++)
        {
            if (Slot(slot) != setFlags) continue;
            return Landmarks.All(mark => Slot(slot + mark.Place) == SystemLibraries.AddressOf(SystemLibraries.BerkeleyDb, mark.Name))
                ? Slot(slot + place)
                : null;
        }

        return null;

        nint Slot(int slot) => Marshal.ReadIntPtr(structure, slot * nint.Size);
    }
}
