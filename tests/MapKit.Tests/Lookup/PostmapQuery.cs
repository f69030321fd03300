using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup;

/// <summary>The real <c>postmap -q -</c> and <c>postmap -s</c>, without the second that it sleeps before a fatal exit.</summary>
internal static class PostmapQuery
{
    /// <summary>Asks for keys.</summary>
    /// <param name="configuration">Folder of main.cf.</param>
    /// <param name="specification">The table.</param>
    /// <param name="keys">The keys, one character a byte.</param>
    /// <param name="options">More options.</param>
    public static ToolResult Query(string configuration, string specification, IEnumerable<string> keys, params string[] options) =>
        Run([.. options, "-c", configuration, "-q", "-", specification], string.Concat(keys.Select(key => key + "\n")));

    /// <summary>Lists all records.</summary>
    public static ToolResult List(string configuration, string specification, params string[] options) =>
        Run([.. options, "-c", configuration, "-s", specification], "");

    private static ToolResult Run(string[] arguments, string input) =>
        Tool.Run("postmap", arguments, Encoding.Latin1.GetBytes(input), PreloadedSleep.Variables);
}
