using Spectre.Console;

namespace MapKit.Cli.Rendering;

/// <summary>A line of text with lines below it.</summary>
/// <param name="Text">The line.</param>
/// <param name="Children">The lines below.</param>
internal sealed record TextTree(string Text, IReadOnlyList<TextTree> Children)
{
    /// <summary>The colour on a terminal: a style of Spectre.Console, or empty.</summary>
    public string Style { get; init; } = "";

    /// <summary>Writes the tree, indented by two spaces per level.</summary>
    public void WriteIndented(ByteWriter output, int level = 0)
    {
        output.WriteLine(new string(' ', level * 2) + Text);
        foreach (var child in Children) child.WriteIndented(output, level + 1);
    }

    /// <summary>The tree as a terminal shows it.</summary>
    public Tree ForTerminal()
    {
        var tree = new Tree(Styled()) { Guide = TreeGuide.Line };
        Add(tree, Children);
        return tree;
    }

    private static void Add(IHasTreeNodes above, IReadOnlyList<TextTree> children)
    {
        foreach (var child in children) Add(above.AddNode(child.Styled()), child.Children);
    }

    private Markup Styled() => new(Style.Length == 0 ? Markup.Escape(Text) : $"[{Style}]{Markup.Escape(Text)}[/]");
}
