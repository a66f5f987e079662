using System.Security.Cryptography;

namespace AwsIr.FakeAws;

/// <summary>The listings that were begun. A page token stands for one and the place in it.</summary>
internal sealed class Pages
{
    private readonly Dictionary<string, (string Question, object Items, int Offset)> places = [];

    /// <summary>Gives a page.</summary>
    /// <param name="request">The request; its fault may shape the page.</param>
    /// <param name="token">The token that it brought, or null for the first page.</param>
    /// <param name="question">What was asked, tokens and sizes aside. A token is of use only for the same.</param>
    /// <param name="size">How many items the page takes at most, from the offset on.</param>
    /// <param name="list">The whole list, asked for the first page.</param>
    /// <param name="invalid">The error for a token that isn't known or is another question's.</param>
    public (IReadOnlyList<T> Items, string? NextToken) Take<T>(AwsRequest request, string? token, string question, Func<IReadOnlyList<T>, int, int> size, Func<IReadOnlyList<T>> list, Func<AwsError> invalid)
    {
        IReadOnlyList<T> items;
        int offset = 0;
        question = $"{request.Credentials?.AccountId}/{request.Region}/{request.Operation}/{question}";
        if (token is null)
        {
            items = list();
        }
        else
        {
            if (!places.TryGetValue(token, out var place) || place.Question != question || request.Fault?.Kind == FaultKind.PageTokenExpired)
            {
                throw invalid();
            }

            items = (IReadOnlyList<T>)place.Items;
            offset = place.Offset;
        }

        switch (request.Fault?.Kind)
        {
            case FaultKind.EmptyPage:
                return ([], Remember(question, items, offset));
            case FaultKind.SameToken when token is not null:
                return ([], token);
            case FaultKind.Overlap when offset > 0:
                offset--;
                break;
        }

        int count = Math.Min(size(items, offset), items.Count - offset);
        return (Slice(items, offset, count), offset + count < items.Count ? Remember(question, items, offset + count) : null);
    }

    /// <summary>Gives a page of so many items.</summary>
    public (IReadOnlyList<T> Items, string? NextToken) Take<T>(AwsRequest request, string? token, string question, int size, Func<IReadOnlyList<T>> list, Func<AwsError> invalid) =>
        Take(request, token, question, (_, _) => size, list, invalid);

    /// <summary>Forgets every token.</summary>
    public void Clear() => places.Clear();

    private string Remember<T>(string question, IReadOnlyList<T> items, int offset)
    {
        string token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
        places[token] = (question, items, offset);
        return token;
    }

    private static T[] Slice<T>(IReadOnlyList<T> items, int offset, int count)
    {
        var slice = new T[count];
        for (int i = 0; i < count; i++)
        {
            slice[i] = items[offset + i];
        }

        return slice;
    }
}
