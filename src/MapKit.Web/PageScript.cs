using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MapKit.Web.Model;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MapKit.Web;

/// <summary>The script of the page, and through it the worker that runs the library.</summary>
/// <param name="runtime">The browser.</param>
internal sealed class PageScript(IJSRuntime runtime) : IAsyncDisposable
{
    private IJSObjectReference? _module;

    /// <summary>Calls a method of the worker.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="answer">How that is read.</param>
    /// <param name="type">The type of its method.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments; a file is given by <see cref="FileArgument"/>.</param>
    public async Task<T> QueryAsync<T>(JsonTypeInfo<T> answer, string type, string method, params object[] arguments) =>
        JsonSerializer.Deserialize(await CallAsync<string>(type, method, arguments), answer)!;

    /// <summary>As above, for an answer that is a text or a number.</summary>
    public async Task<T> CallAsync<T>(string type, string method, params object[] arguments)
    {
        var module = await ModuleAsync();
        return await module.InvokeAsync<T>("call", type, method, arguments);
    }

    /// <summary>Runs a function of the script.</summary>
    public async Task RunAsync(string function, params object?[] arguments)
    {
        var module = await ModuleAsync();
        await module.InvokeVoidAsync(function, arguments);
    }

    /// <summary>Fetches a sample.</summary>
    public async Task<PageFile[]> SampleAsync(params string[] paths)
    {
        var module = await ModuleAsync();
        return await module.InvokeAsync<PageFile[]>("sample", (object)paths);
    }

    /// <summary>Creates the editor of a source.</summary>
    public async Task<IJSObjectReference> EditorAsync<T>(ElementReference area, ElementReference gutter, DotNetObjectReference<T> component)
        where T : class
    {
        await using var module = await runtime.InvokeAsync<IJSObjectReference>("import", "./js/editor.js");
        return await module.InvokeAsync<IJSObjectReference>("create", area, gutter, component);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is not null) await _module.DisposeAsync();
    }

    private async Task<IJSObjectReference> ModuleAsync() => _module ??= await runtime.InvokeAsync<IJSObjectReference>("import", "./js/page.js");
}

/// <summary>A file as an argument: the script puts its bytes in this place.</summary>
/// <param name="File">Its number.</param>
internal sealed record FileArgument(int File);
