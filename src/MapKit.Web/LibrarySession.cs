using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MapKit.Web.Model;
using Microsoft.JSInterop;

namespace MapKit.Web;

/// <summary>
/// A worker that runs the library, with the files of one thing. A call whose session ends is cancelled: a component that waits for it has
/// been closed, and the framework ignores that.
/// </summary>
public sealed class LibrarySession
{
    private const string Ended = "ended";

    private readonly PageScript _script;

    internal LibrarySession(PageScript script, int id, IReadOnlyList<PageFile> files)
    {
        _script = script;
        Id = id;
        Files = files;
    }

    /// <summary>The number that it has in the script.</summary>
    public int Id { get; }

    /// <summary>The files.</summary>
    public IReadOnlyList<PageFile> Files { get; }

    /// <summary>Calls a method of the worker.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="answer">How that is read.</param>
    /// <param name="type">The type of its method.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments; a file is given by <see cref="FileArgument"/>.</param>
    public async Task<T> QueryAsync<T>(JsonTypeInfo<T> answer, string type, string method, params object[] arguments) =>
        JsonSerializer.Deserialize(await CallAsync<string>(type, method, arguments), answer)!;

    /// <summary>As above, for an answer that is a text or a number.</summary>
    public Task<T> CallAsync<T>(string type, string method, params object[] arguments) => AskAsync<T>("call", type, method, arguments);

    /// <summary>Makes a file, which the browser saves.</summary>
    public async Task<MadeFile> MakeAsync(string type, string method, params object[] arguments) =>
        JsonSerializer.Deserialize(await AskAsync<string>("make", type, method, arguments), PageJson.Default.MadeFile)!;

    /// <summary>Ends the work. What was open in the worker has to be opened again.</summary>
    public Task RestartAsync() => _script.RunAsync("restart", Id);

    /// <summary>Whether an error says that a session has ended.</summary>
    public static bool IsEnd(JSException exception) => WordsOf(exception) == Ended;

    /// <summary>The words of an error, without the places in the script.</summary>
    public static string WordsOf(JSException exception) => exception.Message.Split('\n')[0].Trim();

    private async Task<T> AskAsync<T>(string function, string type, string method, object[] arguments)
    {
        try
        {
            return await _script.AskAsync<T>(function, Id, type, method, arguments);
        }
        catch (JSException exception) when (IsEnd(exception))
        {
            throw new OperationCanceledException(Ended, exception);
        }
    }
}

/// <summary>A file as an argument: the script puts its bytes in this place.</summary>
/// <param name="File">Its number.</param>
internal sealed record FileArgument(int File);
