namespace MapKit.Web.Tests;

/// <summary>One browser for all tests, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedSite : ICollectionFixture<Site>
{
    public const string Name = "site";
}
