namespace MapKit.Platform.Accounts;

/// <summary>The users and groups of a system.</summary>
internal interface IAccounts
{
    /// <summary>The numbers of a user, or null when there is none of that name.</summary>
    (uint UserId, uint GroupId)? FindUser(string name);

    /// <summary>The name of the first user with a number, or null.</summary>
    string? UserName(uint userId);

    /// <summary>The number of a group, or null when there is none of that name.</summary>
    uint? FindGroup(string name);

    /// <summary>The name of the first group with a number, or null.</summary>
    string? GroupName(uint groupId);
}
