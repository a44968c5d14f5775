using Microsoft.AspNetCore.DataProtection;

namespace ClaimGraph.Pages.SignIn;

/// <summary>A folder with the keys by which the server encrypts what only it may read.</summary>
public static class SecretFolder
{
    /// <summary>Opens the folder, and makes it for the user of the program alone if it does not exist.</summary>
    /// <param name="setting">The setting that names the folder.</param>
    /// <exception cref="ClaimGraphException">The folder cannot be used.</exception>
    public static IDataProtectionProvider Open(string folder, string setting)
    {
        try
        {
            var place = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return DataProtectionProvider.Create(place, secrets => secrets.SetApplicationName("ClaimGraph"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClaimGraphException(
                $"The folder '{folder}' cannot be used for {setting}: {e.Message} Name one that the server may write to.",
                e
            );
        }
    }
}
