using MapKit.Platform.Accounts;
using MapKit.Postfix;
using MapKit.Source;

namespace MapKit.Configuration.StartUp;

/// <summary>
/// Postfix's requirements for <c>default_privs</c>, <c>mail_owner</c> and <c>setgid_group</c>: that they exist, are not root's and
/// are all different.
/// </summary>
internal sealed class AccountChecks
{
    private const string DefaultPrivileges = "default_privs";
    private const string MailOwner = "mail_owner";
    private const string SetGidGroup = "setgid_group";

    private readonly IAccounts _accounts;
    private readonly VersionDifferences _differences;
    private readonly string _file;

    /// <summary>Creates the checks.</summary>
    /// <param name="accounts">Users and groups.</param>
    /// <param name="differences">The version whose messages are used.</param>
    /// <param name="file">main.cf as Postfix names it.</param>
    public AccountChecks(IAccounts accounts, VersionDifferences differences, string file)
    {
        _accounts = accounts;
        _differences = differences;
        _file = file;
    }

    /// <summary>Checks all three.</summary>
    /// <exception cref="ConfigurationException">One is not as it must be.</exception>
    public void Check(string defaultPrivileges, string mailOwner, string setGidGroup)
    {
        var (defaultUser, defaultGroup) = User(DefaultPrivileges, defaultPrivileges);
        var (ownerUser, ownerGroup) = User(MailOwner, mailOwner);
        if (_accounts.UserName(ownerUser) is { } otherUser && ByteText.FromText(otherUser) != mailOwner)
            throw Refuse($"{MailOwner}: user {mailOwner} has {_differences.SharedAccountNumber("user", ownerUser, ByteText.FromText(otherUser))}");

        var group = Group(SetGidGroup, setGidGroup);
        if (_accounts.GroupName(group) is { } otherGroup && ByteText.FromText(otherGroup) != setGidGroup)
            throw Refuse($"{SetGidGroup}: group {setGidGroup} has {_differences.SharedAccountNumber("group", group, ByteText.FromText(otherGroup))}");

        if (defaultPrivileges == mailOwner)
            throw RefuseBoth(DefaultPrivileges, MailOwner, $" specify the same user {defaultPrivileges}");
        if (defaultUser == ownerUser)
            throw RefuseBoth(DefaultPrivileges, MailOwner, $": users {defaultPrivileges} and {mailOwner} have the same user ID: {ownerUser}");
        if (defaultGroup == ownerGroup)
            throw RefuseBoth(DefaultPrivileges, MailOwner, $": users {defaultPrivileges} and {mailOwner} have the same group ID: {ownerGroup}");
        if (defaultGroup == group)
            throw RefuseBoth(DefaultPrivileges, SetGidGroup, $": user {defaultPrivileges} and group {setGidGroup} have the same group ID: {group}");
        if (ownerGroup == group)
            throw RefuseBoth(MailOwner, SetGidGroup, $": user {mailOwner} and group {setGidGroup} have the same group ID: {group}");
    }

    private (uint UserId, uint GroupId) User(string parameter, string name)
    {
        if (_accounts.FindUser(ByteText.ToText(name)) is not { } user) throw Refuse($"{parameter}: unknown user name value: {name}");
        if (user.UserId == 0) throw Refuse($"{parameter}: user {name} has privileged user ID");
        if (user.GroupId == 0) throw Refuse($"{parameter}: user {name} has privileged group ID");
        return user;
    }

    private uint Group(string parameter, string name)
    {
        if (_accounts.FindGroup(ByteText.ToText(name)) is not { } group) throw Refuse($"{parameter}: unknown group name: {name}");
        return group == 0 ? throw Refuse($"{parameter}: group {name} has privileged group ID") : group;
    }

    private ConfigurationException Refuse(string why) => new($"file {_file}: parameter {why}");

    private ConfigurationException RefuseBoth(string one, string other, string why) => new($"file {_file}: parameters {one} and {other}{why}");
}
