namespace MapKit.Delivery;

/// <summary>What is found out about a mail as it goes from daemon to daemon.</summary>
internal sealed class DeliveryReport
{
    private readonly List<string> _results = [];

    /// <summary>The routes and final destinations as text, without duplicates.</summary>
    public IReadOnlyList<string> Results => _results;

    /// <summary>Why Postfix does not accept the mail or defers it; null if it does neither.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether Postfix bounces any of the mail, or rejects it.</summary>
    public bool IsBounced { get; set; }

    /// <summary>Whether Postfix defers any of the mail.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>Whether a table that could have answered could not be queried.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Adds a result.</summary>
    public void Add(string result)
    {
        if (!_results.Contains(result)) _results.Add(result);
    }

    /// <summary>Adds what a daemon found out.</summary>
    /// <param name="problem">Why it cannot continue; null if it can.</param>
    /// <param name="isUncertain">Whether a table could not be queried.</param>
    public void Note(string? problem, bool isUncertain)
    {
        Problem ??= problem;
        IsDeferred |= problem is not null;
        IsUncertain |= isUncertain;
    }
}
