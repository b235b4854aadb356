package dev.stave.build.script;

import dev.stave.build.BuildException;
import java.util.ArrayList;
import java.util.List;

/** What a script left behind, which must be one thing. */
final class HandedOver {
    private final WorkFolder folder;

    HandedOver(WorkFolder folder) {
        this.folder = folder;
    }

    /** The one way in which the script left its image. */
    Way way(boolean inEngine) {
        String what = "script '" + folder.script() + "' left ";
        List<Way> ways = new ArrayList<>();
        if (folder.hasTree()) {
            ways.add(Way.TREE);
        }
        if (folder.hasArchive()) {
            ways.add(Way.ARCHIVE);
        }
        if (inEngine) {
            ways.add(Way.ENGINE);
        }
        if (ways.isEmpty()) {
            throw new BuildException(
                    what + "no image",
                    "it must fill $STAVE_ROOTFS, or leave an archive at $STAVE_ARCHIVE, or an image named $STAVE_IMAGE in "
                            + "the container engine");
        }
        if (ways.size() > 1) {
            throw new BuildException(
                    what + "both " + ways.get(0).words + " and " + ways.get(1).words,
                    "one of them must be the image; leave the other away");
        }
        return ways.get(0);
    }

    /** How a script may leave its image. */
    enum Way {
        TREE("files in $STAVE_ROOTFS"),
        ARCHIVE("an archive at $STAVE_ARCHIVE"),
        ENGINE("an image named $STAVE_IMAGE in the engine");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }
}
