package dev.stave.gentoo;

import java.util.Optional;

/** What builds fetched on their own, and pinned: trees of git repositories, and files. */
public interface HookPins {
    /** Nobody may be asked. */
    HookPins NOBODY = key -> Optional.empty();

    /**
     * What stands there now.
     *
     * @param key of a pin: {@code git URL#REF} or {@code download URL}
     * @return a commit or {@code sha256:…}; empty where the key is of another kind, or only a build can tell
     * @throws GentooException where it is not there any more
     */
    Optional<String> now(String key);
}
