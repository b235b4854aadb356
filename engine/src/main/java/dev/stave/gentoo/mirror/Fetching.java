package dev.stave.gentoo.mirror;

import dev.stave.gentoo.GentooException;
import dev.stave.gentoo.signature.ContentDigest;
import dev.stave.http.WebClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Fetches an archive, going on with a part of it that an earlier run left. */
final class Fetching {
    private Fetching() {}

    /**
     * False where the mirror has none of that name.
     *
     * @throws GentooException where what came is not what the digests say; nothing of it is left then
     */
    static boolean fetch(WebClient client, URI uri, Path part, Map<ContentDigest, String> digests) {
        boolean resumed = Files.exists(part);
        if (!client.download(uri, part, -1)) {
            return false;
        }
        try {
            Kept.check(Mirrors.shown(uri), part, digests);
            return true;
        } catch (GentooException e) {
            Kept.delete(part);
            if (!resumed) {
                throw e;
            }
        }
        // the part may have been of another mirror's file
        return fetch(client, uri, part, digests);
    }
}
