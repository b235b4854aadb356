package dev.stave.inventory.dsl;

import java.util.Map;

/** Words of {@code builder('NAME') { }}. */
public final class BuilderBlock extends Block {
    BuilderBlock(Evaluation evaluation, String subject) {
        super(evaluation, subject);
    }

    /** The builder that this one extends. */
    public void from(CharSequence builder) {
        one("from", builder);
    }

    /** The stage3 to start from. */
    public void stage3(Map<String, ?> settings) {
        entries("stage3", values().fields(settings));
    }

    /** The tree that packages come from. */
    public void portage(Map<String, ?> settings) {
        entries("portage", values().fields(settings));
    }

    /** Settings of make.conf. */
    public void makeConf(Map<String, ?> settings) {
        entries("makeConf", values().fields(settings));
    }

    /** A further tree. */
    public void overlay(Map<String, ?> settings, CharSequence name) {
        entry("overlays", name.toString(), values().fields(settings));
    }

    /** Shell text that prepares the builder. */
    public void configureBuilder(CharSequence shell) {
        one("configureBuilder", shell);
    }
}
