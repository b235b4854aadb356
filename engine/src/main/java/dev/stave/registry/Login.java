package dev.stave.registry;

/**
 * Who we are to one registry.
 *
 * @param identityToken whether {@code secret} is an OAuth2 refresh token instead of a password; then {@code username} is empty
 * @param origin        where it was found, such as a file: what a message names
 */
public record Login(String username, String secret, boolean identityToken, String origin) {
    @Override
    public String toString() {
        return "login from " + origin;
    }
}
