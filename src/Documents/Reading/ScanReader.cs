namespace MediAgents.Documents.Reading;

/// <summary>
/// Recognises the pages of a scan, some at a time: only as many images are in memory as pages are being recognised, and one of the
/// shared <paramref name="places"/> is taken for each, however many scans are read at once.
/// </summary>
internal sealed class ScanReader(DocumentReaderOptions bounds, SemaphoreSlim places)
{
    private readonly Tesseract tesseract = new(bounds);

    /// <param name="pages">How many pages are to be recognised.</param>
    /// <param name="image">Gives the image of the nth of them, counted from 0.</param>
    /// <param name="language">As <see cref="DocumentReader"/> takes it.</param>
    /// <param name="known">Languages that a text layer has told already.</param>
    /// <param name="recognised">Told after each page but the last; never twice at the same time.</param>
    /// <param name="cancellationToken">Stops the reading and its child processes.</param>
    /// <returns>For each image the pages in it, and what is to be remarked.</returns>
    public async Task<(IReadOnlyList<IReadOnlyList<RecognisedPage>> Pages, string? Remark, ReadingResult? Failure)> ReadAsync(
        int pages,
        Func<int, CancellationToken, Task<PageImage>> image,
        string? language,
        IReadOnlyList<string> known,
        Func<int, int, ValueTask>? recognised,
        CancellationToken cancellationToken)
    {
        if (pages > bounds.MaxOcrPages)
            return ([], null, ReadingResult.Unreadable(UnreadableReason.TooLarge, $"The scan has more than {bounds.MaxOcrPages} pages."));
        var (models, remark) = ScanLanguages.IsAuto(language)
            ? await new ScanLanguages(tesseract, places).DetectAsync(pages, image, known, cancellationToken)
            : (ScanLanguages.ModelsOf(language, known), null);
        var (texts, failure) = await ReadPagesAsync(pages, image, models, recognised, cancellationToken);
        return (texts, remark, failure);
    }

    private async Task<(IReadOnlyList<RecognisedPage>[] Texts, ReadingResult? Failure)> ReadPagesAsync(
        int pages,
        Func<int, CancellationToken, Task<PageImage>> image,
        string models,
        Func<int, int, ValueTask>? recognised,
        CancellationToken cancellationToken)
    {
        var texts = new IReadOnlyList<RecognisedPage>[pages];
        var running = new List<Task<(int Page, IReadOnlyList<RecognisedPage> Text, ReadingResult? Failure)>>();
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

    private async Task<(int Page, IReadOnlyList<RecognisedPage> Text, ReadingResult? Failure)> ReadPageAsync(
        int page,
        Func<int, CancellationToken, Task<PageImage>> image,
        string models,
        CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            var content = await image(page, cancellationToken);
            if (content.Failure is { } failed)
                return (page, [], failed);
            var (text, failure) = await new PageRecogniser(tesseract).ReadAsync(content, models, cancellationToken);
            return (page, text, failure);
        }
        finally
        {
            places.Release();
        }
    }
}
