package dev.stave.build.rootfs;

import dev.stave.build.Builder;
import dev.stave.container.Engines;
import dev.stave.gentoo.GentooInputs;
import dev.stave.model.BuilderSpec;
import dev.stave.model.ImageSpec;
import dev.stave.oci.Store;
import dev.stave.oci.layer.LayerWriter;
import dev.stave.packages.binary.BinaryPackages;
import dev.stave.packages.binary.Binhosts;
import dev.stave.process.ProcessRunner;
import java.util.List;
import java.util.function.Function;

/**
 * What builds from Portage work with.
 *
 * @param inputs      stage3s, trees and overlays
 * @param packages    binary packages of this host
 * @param binhosts    where binary packages are shared with others
 * @param builders    builders of this host and of others
 * @param dockerfiles builds second phases
 * @param declared    the declared builders that an image of the stack is built in, the first one first
 */
public record RootfsServices(
        ProcessRunner processes,
        Store store,
        LayerWriter layers,
        Engines engines,
        GentooInputs inputs,
        BinaryPackages packages,
        Binhosts binhosts,
        BuilderStock builders,
        Builder dockerfiles,
        Function<ImageSpec, List<BuilderSpec>> declared) {}
