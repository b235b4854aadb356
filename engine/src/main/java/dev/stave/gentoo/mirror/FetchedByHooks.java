package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.HookPins;
import dev.stave.gentoo.signature.ContentDigest;
import dev.stave.http.WebClient;
import dev.stave.model.HostException;
import dev.stave.process.Command;
import dev.stave.process.ProcessResult;
import dev.stave.process.ProcessRunner;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks git servers by git-ls-remote(1), and reads files over http; other addresses mean something in a container alone. */
public final class FetchedByHooks implements HookPins {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String COMMIT = "[0-9a-f]{40}([0-9a-f]{24})?";
    private static final String GIT = "git ";
    private static final String DOWNLOAD = "download ";

    private final ProcessRunner processes;
    private final Map<String, String> environment;
    private final WebClient client;

    /** @param environment what git needs to trust servers */
    public FetchedByHooks(ProcessRunner processes, Map<String, String> environment, WebClient client) {
        this.processes = processes;
        this.environment = Map.copyOf(environment);
        this.client = client;
    }

    @Override
    public Optional<String> now(String key) {
        int mark = key.lastIndexOf('#');
        if (key.startsWith(GIT) && mark > 0) {
            return Optional.of(commit(key.substring(GIT.length(), mark), key.substring(mark + 1)));
        }
        return key.matches(DOWNLOAD + "https?://.+")
                ? Optional.of(digest(URI.create(key.substring(DOWNLOAD.length()))))
                : Optional.empty();
    }

    private String commit(String url, String ref) {
        if (ref.matches(COMMIT)) {
            return ref;
        }
        Map<String, String> all = new TreeMap<>(environment);
        all.put("LC_ALL", "C");
        all.put("GIT_TERMINAL_PROMPT", "0");
        all.put("GIT_ALLOW_PROTOCOL", "https:http:git:ssh:file");
        // by the environment: others see a program's arguments, and an address may hold a login
        all.put("GIT_CONFIG_COUNT", "1");
        all.put("GIT_CONFIG_KEY_0", "remote.origin.url");
        all.put("GIT_CONFIG_VALUE_0", url);
        // the stack may lie in a repository, whose own origin would be asked
        all.put("GIT_DIR", "/dev/null");
        ProcessResult result = processes.run(
                Command.of(List.of("git", "ls-remote", "origin")).with(all).within(LONGEST));
        if (!result.succeeded()) {
            throw new GentooException(shown(url) + " could not be asked: " + result.lastLines(2), "check the address");
        }
        Map<String, String> refs = new LinkedHashMap<>();
        result.stdout().lines().map(line -> line.split("\t", 2)).forEach(pair -> refs.put(pair[1], pair[0]));
        // an annotated tag names its commit by ^{}; then in git's own order, gitrevisions(7)
        return List.of(
                        ref + "^{}",
                        "refs/tags/" + ref + "^{}",
                        ref,
                        "refs/" + ref,
                        "refs/tags/" + ref,
                        "refs/heads/" + ref)
                .stream()
                .filter(refs::containsKey)
                .map(refs::get)
                .findFirst()
                .orElseThrow(() -> new GentooException(
                        "'" + ref + "' is not in " + shown(url) + " any more",
                        "the hook or add must name another ref"));
    }

    private String digest(URI uri) {
        try {
            Path part = Files.createTempFile("stave-", ".part");
            try {
                Files.delete(part);
                if (!client.download(uri, part, -1)) {
                    throw new GentooException(
                            shown(uri.toString()) + " is not there any more", "the hook must name another address");
                }
                try (InputStream in = Files.newInputStream(part)) {
                    return "sha256:" + ContentDigest.SHA256.of(in);
                }
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new HostException(uri.getHost() + " was read, and could not be kept: " + e.getMessage(), "", e);
        }
    }

    private static String shown(String url) {
        return url.replaceFirst("://[^/@]*@", "://");
    }
}
