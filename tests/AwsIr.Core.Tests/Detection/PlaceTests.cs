using AwsIr.Detection;

namespace AwsIr.Tests.Detection;

public sealed class PlaceTests
{
    [Fact]
    public void Places_are_in_the_order_of_files_then_records_and_bursts_come_last()
    {
        long[] places = [Place.OfRecord(0, 0), Place.OfRecord(0, 68_719_476_735), Place.OfRecord(1, 0), Place.OfRecord(134_217_726, 5), Place.OfBurst(0), Place.OfBurst(int.MaxValue)];
        Assert.Equal(places.Order(), places);
        Assert.Equal([false, false, false, false, true, true], places.Select(Place.IsBurst));
        Assert.Equal((134_217_726, 5L), (Place.FileOf(places[3]), Place.NumberOf(places[3])));
        Assert.Equal(68_719_476_735, Place.NumberOf(places[1]));
        Assert.Equal(int.MaxValue, Place.NumberOf(places[5]));
    }

    [Theory]
    [InlineData(134_217_727, 0)]
    [InlineData(0, 68_719_476_736)]
    [InlineData(0, -1)]
    public void What_cannot_be_told_apart_is_refused(int file, long number) =>
        Assert.Throws<NotSupportedException>(() => Place.OfRecord(file, number));
}
