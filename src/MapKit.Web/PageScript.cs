using Microsoft.JSInterop;

namespace MapKit.Web;

/// <summary>The script of the page.</summary>
/// <param name="runtime">The browser.</param>
internal sealed class PageScript(IJSRuntime runtime) : IAsyncDisposable
{
    private IJSObjectReference? _module;
    private IJSObjectReference? _editor;

    /// <summary>Runs a function of the script.</summary>
    public async Task RunAsync(string function, params object?[] arguments)
    {
        var module = await ModuleAsync();
        await module.InvokeVoidAsync(function, arguments);
    }

    /// <summary>Runs a function of the script and returns what it answers.</summary>
    public async Task<T> AskAsync<T>(string function, params object?[] arguments)
    {
        var module = await ModuleAsync();
        return await module.InvokeAsync<T>(function, arguments);
    }

    /// <summary>Loads the script of the editor of sources.</summary>
    public async Task<IJSObjectReference> EditorModuleAsync() => _editor ??= await runtime.InvokeAsync<IJSObjectReference>("import", "./js/editor.js");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is not null) await _module.DisposeAsync();
        if (_editor is not null) await _editor.DisposeAsync();
    }

    private async Task<IJSObjectReference> ModuleAsync() => _module ??= await runtime.InvokeAsync<IJSObjectReference>("import", "./js/page.js");
}
