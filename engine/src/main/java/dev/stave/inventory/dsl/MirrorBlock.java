package dev.stave.inventory.dsl;

import java.util.Map;

/** Words of {@code mirror('SOURCE') { }}. */
public final class MirrorBlock extends Block {
    MirrorBlock(Evaluation evaluation, String subject, CharSequence source) {
        super(evaluation, subject);
        one("source", source);
    }

    /** Which tags of the source are meant. */
    public void tags(Map<String, ?> selection) {
        entries("tags", values().fields(selection));
    }
}
