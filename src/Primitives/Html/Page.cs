namespace MediAgents.Primitives.Html;

/// <summary>
/// A page that needs nothing else: no script, no font, no picture from anywhere. It reads on a screen and prints on A4; what
/// stands in a paragraph of class <c>running</c> is repeated at the foot of each printed page.
/// </summary>
public static class Page
{
    private static readonly Lazy<string> SharedStyle = new(() => TextResource.Read(typeof(Page).Assembly, "page.css"));

    /// <param name="page">Where to.</param>
    /// <param name="title">Of the page, a patient's words perhaps.</param>
    /// <param name="style">Rules beside those that all pages share; our own words.</param>
    /// <param name="content">Writes what stands on the page.</param>
    public static void Write(Markup page, string title, string style, Action content)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(content);
        page.Raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
            .Text(title).Raw($"</title><style>{SharedStyle.Value}{style}</style></head><body><main>");
        content();
        page.Raw("</main></body></html>\n");
    }
}
