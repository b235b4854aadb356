package dev.stave.registry.http;

import dev.stave.http.Deadlines;
import dev.stave.http.Pace;
import dev.stave.http.Proxies;
import dev.stave.http.Trust;
import dev.stave.registry.Credentials;
import java.nio.file.Path;
import java.util.List;

/**
 * What all registry hosts of a run have in common.
 *
 * @param folder that of the stack file, which paths of a host are relative to
 */
public record HttpSettings(
        Path folder, Credentials credentials, Trust trust, Proxies proxies, Deadlines deadlines, Pace pace) {
    /** Anonymous, with the JVM's trust, straight, in no hurry. */
    public static HttpSettings plain(Path folder) {
        return new HttpSettings(
                folder, Credentials.NONE, new Trust(List.of()), Proxies.NONE, Deadlines.USUAL, Pace.system());
    }

    public HttpSettings with(Credentials newCredentials) {
        return new HttpSettings(folder, newCredentials, trust, proxies, deadlines, pace);
    }

    public HttpSettings with(Trust newTrust) {
        return new HttpSettings(folder, credentials, newTrust, proxies, deadlines, pace);
    }

    public HttpSettings with(Proxies newProxies) {
        return new HttpSettings(folder, credentials, trust, newProxies, deadlines, pace);
    }

    public HttpSettings with(Deadlines newDeadlines) {
        return new HttpSettings(folder, credentials, trust, proxies, newDeadlines, pace);
    }

    public HttpSettings with(Pace newPace) {
        return new HttpSettings(folder, credentials, trust, proxies, deadlines, newPace);
    }
}
