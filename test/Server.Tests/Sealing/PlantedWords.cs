using System.Text;

namespace MediAgents.Server.Tests.Sealing;

/// <summary>Looks for a patient's words in files, in every form in which a careless program leaves them.</summary>
internal static class PlantedWords
{
    /// <summary>Which words stand in which files of the folders, whole trees.</summary>
    public static List<string> FindIn(IEnumerable<string> folders, IReadOnlyCollection<string> words)
    {
        var forms = words.SelectMany(word => FormsOf(word).Select(form => (word, form))).ToList();
        var found = new List<string>();
        foreach (var file in folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Where(file => new FileInfo(file).Length > 0)) // sockets are empty, and cannot be opened
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            found.AddRange(forms.Where(one => content.AsSpan().IndexOf(one.form) >= 0).Select(one => $"{one.word} in {Path.GetFileName(file)}"));
        }

        return found;
    }

    private static IEnumerable<byte[]> FormsOf(string word)
    {
        var utf8 = Encoding.UTF8.GetBytes(word);
        yield return utf8;
        yield return Encoding.Unicode.GetBytes(word);
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(utf8));
        yield return Encoding.ASCII.GetBytes(Uri.EscapeDataString(word));
        for (var shift = 0; shift < 3; shift++)
            yield return Base64At(utf8, shift);
    }

    /// <summary>The characters of base64 that the word always has when it begins at a byte of that remainder.</summary>
    private static byte[] Base64At(byte[] utf8, int shift)
    {
        var text = Convert.ToBase64String([.. new byte[shift], .. utf8, .. new byte[3]]);
        var first = (shift * 8 + 5) / 6;
        var last = (shift + utf8.Length) * 8 / 6;
        return Encoding.ASCII.GetBytes(text[first..last]);
    }
}
