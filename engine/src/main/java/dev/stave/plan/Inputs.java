package dev.stave.plan;

import dev.stave.model.ImageName;
import dev.stave.model.InputFile;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was read from disk for one image.
 *
 * @param files      every file that can change its bytes
 * @param gateFiles  test scripts and accepted findings
 * @param gateFacts  what else decides whether it may be tagged, name to value: accepted findings that are in force, keys
 *                   that verify
 * @param references outside references of its Dockerfile (FROM, COPY --from, syntax), as written
 * @param images     images of the stack that its Dockerfile names, its parent among them or not
 */
public record Inputs(
        List<InputFile> files,
        List<InputFile> gateFiles,
        SortedMap<String, String> gateFacts,
        List<String> references,
        List<ImageName> images) {
    public static final Inputs NONE = new Inputs(List.of(), List.of(), new TreeMap<>(), List.of(), List.of());

    public Inputs {
        files = files.stream().sorted().toList();
        gateFiles = gateFiles.stream().sorted().toList();
        references = List.copyOf(references);
        images = List.copyOf(images);
    }
}
