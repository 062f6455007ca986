namespace MediAgents.Billing.Matching.Indic;

/// <summary>Hears the English words of the lists, and the brands of medicines, in what an Indian script spells.</summary>
internal sealed class SpokenWords
{
    /// <summary>Shorter names of brands sound like words of services.</summary>
    private const int ShortestBrand = 5;

    /// <summary>In distances of <see cref="SoundIndex"/>: a brand is believed up to the first, and against a word of the lists if nearer by the second.</summary>
    private const float NearBrand = 0.12f;
    private const float MuchNearer = 0.10f;

    private readonly SoundIndex words;
    private readonly SoundIndex brands;

    /// <summary>What hospitals call services and things beside the lists. So many words come near others by chance: the last to be asked.</summary>
    private readonly SoundIndex others;

    /// <param name="all">The words of the lists, each as often as they have it.</param>
    public SpokenWords(IEnumerable<string> all)
    {
        words = new(all.Where(ShippedVocabulary.IsSpoken()), word => string.Join(' ', Phrases.OfMedicines.Replace(Phrases.Standard.Replace([word]))));
        brands = new(Brands.Names.SelectMany(name => Wording.Split(name)).Where(word => word.Length >= ShortestBrand), word => word);
        others = new(OfHospitals(), word => word);
    }

    private static IEnumerable<string> OfHospitals() =>
        OtherNames.OfServices.All.Concat(OtherNames.OfItems.All).SelectMany(name => Wording.Split(name)).Where(word => word.Length >= ShortestBrand);

    /// <inheritdoc cref="SoundIndex.Find"/>
    public Heard? Find(string sound, bool isTamil = false, float most = SoundIndex.Most)
    {
        var heard = words.Find(sound, isTamil, most);
        var brand = brands.Find(sound, isTamil, NearBrand);
        var said = brand is not null && (heard is null || brand.Value.Distance + MuchNearer < heard.Value.Distance) ? brand : heard;
        return said ?? others.Find(sound, isTamil, Math.Min(most, NearBrand));
    }
}
