package dev.stave.inventory.dsl;

import java.util.Map;

/** Words of {@code builder('NAME') { }}. */
public final class BuilderBlock extends PackageWords {
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

    /** Profile of the builder. */
    public void profile(CharSequence profile) {
        one("profile", profile);
    }

    /** Settings of make.conf. */
    public void makeConf(Map<String, ?> settings) {
        entries("makeConf", values().fields(settings));
    }

    /** A further tree. */
    public void overlay(Map<String, ?> settings, CharSequence name) {
        entry("overlays", name.toString(), values().fields(settings));
    }

    /** CHOST of the images. */
    public void chost(CharSequence target) {
        one("chost", target);
    }

    /** Target that a cross compiler is made for. */
    public void crossdev(CharSequence target) {
        one("crossdev", target);
    }

    /** Hosts that compile. */
    public void distcc(Object... hosts) {
        many("distcc", hosts);
    }

    /** Whether compiled files are kept. */
    public void ccache(boolean kept) {
        one("ccache", kept);
    }

    /** Addresses that binary packages are read from. */
    public void binhost(Object... addresses) {
        many("binhost", addresses);
    }

    /** Address that new binary packages are sent to. */
    public void binhostPush(CharSequence address) {
        one("binhostPush", address);
    }

    /** The key that signs binary packages. */
    public void signPackages(Map<String, ?> key) {
        entries("signPackages", values().fields(key));
    }

    /** Who must have signed the packages of every binhost. */
    public void trustPackages(Map<String, ?> keys) {
        entries("trustPackages", values().fields(keys));
    }

    /** Capabilities that build containers have beyond the usual. */
    public void capabilities(Object... capabilities) {
        many("capabilities", capabilities);
    }

    /** {@code FROM:TO[:ro]}. */
    public void mounts(Object... mounts) {
        many("mounts", mounts);
    }
}
