namespace MapKit.Cli.Tests.Scenario;

/// <summary>What one program has asked a <see cref="SocketMapServer"/>.</summary>
internal sealed class SocketMapConversation
{
    private readonly Lock _lock = new();
    private readonly List<(string Table, string Key)> _requests = [];

    public void Add(string table, string key)
    {
        lock (_lock) _requests.Add((table, key));
    }

    public IReadOnlyList<string> KeysOf(string table)
    {
        lock (_lock) return [.. _requests.Where(request => request.Table == table).Select(request => request.Key)];
    }
}
