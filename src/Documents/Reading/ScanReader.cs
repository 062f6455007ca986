namespace MediAgents.Documents.Reading;

/// <summary>A page as an image, or why there is none.</summary>
internal readonly record struct PageImage(ReadOnlyMemory<byte> Content, ReadingResult? Failure);

/// <summary>
/// Recognises the pages of a scan, some at a time: only as many images are in memory as pages are being recognised, and one of the
/// shared <paramref name="places"/> is taken for each, however many scans are read at once.
/// </summary>
internal sealed class ScanReader(DocumentReaderOptions bounds, SemaphoreSlim places)
{
    private readonly Tesseract tesseract = new(bounds);

    /// <param name="pages">How many pages the scan has.</param>
    /// <param name="image">Gives the image of a page, counted from 0.</param>
    /// <param name="language">As <see cref="DocumentReader"/> takes it.</param>
    /// <param name="recognised">Told after each page but the last; never twice at the same time.</param>
    /// <param name="cancellationToken">Stops the reading and its child processes.</param>
    public async Task<ReadingResult> ReadAsync(
        int pages,
        Func<int, CancellationToken, Task<PageImage>> image,
        string? language,
        Func<int, int, ValueTask>? recognised,
        CancellationToken cancellationToken)
    {
        if (pages > bounds.MaxOcrPages)
            return ReadingResult.Unreadable(UnreadableReason.TooLarge, $"The scan has more than {bounds.MaxOcrPages} pages.");
        var (models, remark) = ScanLanguages.IsAuto(language)
            ? await new ScanLanguages(tesseract, places).DetectAsync(pages, image, cancellationToken)
            : (ScanLanguages.ModelsOf(language), null);
        var (texts, failure) = await ReadPagesAsync(pages, image, models, recognised, cancellationToken);
        if (failure is not null)
            return failure;
        return texts.All(string.IsNullOrWhiteSpace)
            ? ReadingResult.Unreadable(UnreadableReason.NoText, "No text was recognised in the image.")
            : ReadingResult.Of([.. texts.SelectMany(text => text.Split('\f'))], TextSource.Ocr, remark is null ? [] : [remark]);
    }

    private async Task<(string[] Texts, ReadingResult? Failure)> ReadPagesAsync(
        int pages,
        Func<int, CancellationToken, Task<PageImage>> image,
        string models,
        Func<int, int, ValueTask>? recognised,
        CancellationToken cancellationToken)
    {
        var texts = new string[pages];
        var running = new List<Task<(int Page, string Text, ReadingResult? Failure)>>();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            for (var (started, done) = (0, 0); done < pages;)
            {
                while (started < pages && running.Count < bounds.PagesAtOnce)
                    running.Add(ReadPageAsync(started++, image, models, stopping.Token));
                var ended = await Task.WhenAny(running);
                running.Remove(ended);
                var (page, text, failure) = await ended;
                if (failure is not null)
                    return (texts, failure);
                texts[page] = text;
                done++;
                if (recognised is not null && done < pages)
                    await recognised(done, pages);
            }

            return (texts, null);
        }
        finally
        {
            await stopping.CancelAsync();
            // No child process outlives the reading.
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(int Page, string Text, ReadingResult? Failure)> ReadPageAsync(
        int page,
        Func<int, CancellationToken, Task<PageImage>> image,
        string models,
        CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var (content, failure) = await image(page, cancellationToken);
            if (failure is not null)
                return (page, "", failure);
            (var text, failure) = await tesseract.ReadAsync(content, models, cancellationToken);
            return (page, text, failure);
        }
        finally
        {
            places.Release();
        }
    }
}
