namespace FlexCap.FlexOS.Views;

/// <summary>A view of an image or of a machine: data, which its own members give, as text, as a picture and as comma-separated values.</summary>
public interface IView
{
    /// <summary>Its name, as <see cref="ImageViews.Names"/> has it: <c>capabilities</c>.</summary>
    string Name { get; }

    /// <summary>One line that says what it shows.</summary>
    string Title { get; }

    /// <summary>Aligned text, for a terminal.</summary>
    string ToText();

    /// <summary>A picture: SVG, self-contained, for a white page.</summary>
    string ToSvg();

    /// <summary>Comma-separated values (RFC 4180 with line feeds): a line of names, then a line for each row. Sizes are bytes, addresses hexadecimal.</summary>
    string ToCsv();
}
