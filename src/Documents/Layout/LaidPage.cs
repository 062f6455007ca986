using MediAgents.Primitives;

namespace MediAgents.Documents.Layout;

/// <summary>A page as lines of text.</summary>
/// <param name="Text">The lines.</param>
/// <param name="Boxes">For each line the box around its words, in fractions of the page as it was sent; null for blank lines.</param>
/// <param name="StraightBoxes">
/// The same in fractions of the page made upright and straight. Only there does the height of a line not depend on how far it reaches: the
/// box around a line on a skewed page is as high as its end stands below its beginning.
/// </param>
internal sealed record LaidPage(string Text, IReadOnlyList<PageBox?> Boxes, IReadOnlyList<PageBox?> StraightBoxes);
