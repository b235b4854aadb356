package dev.stave.build.script;

import dev.stave.oci.Store;
import dev.stave.oci.layer.ArchiveImport;
import dev.stave.oci.layer.LayerWriter;
import dev.stave.process.ProcessRunner;

/**
 * What a {@link ScriptBuilder} works with.
 *
 * @param layers   packs the tree that a script fills
 * @param archives takes in the archive that a script leaves
 */
public record ScriptTools(ProcessRunner runner, Store store, LayerWriter layers, ArchiveImport archives) {}
