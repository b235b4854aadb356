package dev.stave.packages.binary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stave.model.Digest;
import dev.stave.oci.BlobSource;
import dev.stave.oci.Descriptor;
import dev.stave.oci.ImageManifest;
import dev.stave.oci.Manifest;
import dev.stave.oci.ManifestReader;
import dev.stave.oci.ManifestWriter;
import dev.stave.packages.PackageTable;
import dev.stave.registry.Registry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Packages in a repository of a registry: an artifact for each (OCI image-spec, "Guidelines for artifact usage"), the file
 * as its one layer, what the index says of it as an annotation. The tag is made of the key and of what the package is, so
 * that one that was built the same way is found there.
 */
public final class RegistryBinhost implements Binhost {
    private static final String ARTIFACT = "application/vnd.dev.stave.binary-package.v1";
    private static final String LAYER = "application/vnd.gentoo.gpkg.v1.tar";
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final String STANZA = "dev.stave.package";
    /** Portage reads no index without one. */
    private static final String HEADER = "dev.stave.package-index";

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int HEX = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Registry registry;
    private final String repository;
    private final @Nullable SignedPackages signed;

    public RegistryBinhost(Registry registry, String repository) {
        this(registry, repository, null);
    }

    private RegistryBinhost(Registry registry, String repository, @Nullable SignedPackages signed) {
        this.registry = registry;
        this.repository = repository;
        this.signed = signed;
    }

    /** The same, of which only packages come in that these signed. */
    public RegistryBinhost trusting(SignedPackages signers) {
        return new RegistryBinhost(registry, repository, signers);
    }

    @Override
    public void push(AbiKey key, Path folder, List<String> paths) {
        try {
            PackagesIndex index = PackagesIndex.in(folder);
            for (String path : paths) {
                Optional<Map<String, String>> stanza = index.at(path);
                if (stanza.isPresent()
                        && registry.head(repository, tag(key, stanza.get())).isEmpty()) {
                    push(key, folder.resolve(path), stanza.get(), index.header());
                }
            }
        } catch (IOException e) {
            throw Links.failure(e);
        }
    }

    private void push(AbiKey key, Path file, Map<String, String> stanza, Map<String, String> header)
            throws IOException {
        Descriptor config = new Descriptor(EMPTY, Digest.of(NOTHING), NOTHING.length);
        Descriptor layer = new Descriptor(LAYER, Links.digest(file), Files.size(file));
        registry.pushBlob(
                repository,
                config,
                offset -> new ByteArrayInputStream(NOTHING, (int) offset, NOTHING.length),
                List.of());
        registry.pushBlob(repository, layer, BlobSource.of(file), List.of());
        TreeMap<String, String> annotations = new TreeMap<>();
        annotations.put(STANZA, JSON.writeValueAsString(stanza));
        annotations.put(HEADER, JSON.writeValueAsString(header));
        annotations.put("org.opencontainers.image.title", stanza.getOrDefault(PackagesIndex.PATH, ""));
        Manifest manifest =
                ManifestWriter.write(new ImageManifest(config, List.of(layer), annotations, null, ARTIFACT));
        registry.pushManifest(repository, tag(key, stanza), manifest);
    }

    /**
     * Brings the key's packages from there into the store of this host, those alone that it has not yet.
     *
     * @param folder an empty one for what is on its way, best in the same file system
     * @return how many came in
     */
    public int fetch(AbiKey key, BinaryPackages packages, Path folder) {
        try {
            PackagesIndex here = PackagesIndex.in(packages.folder(key));
            List<String> known =
                    here.stanzas().stream().map(stanza -> tag(key, stanza)).toList();
            List<Map<String, String>> stanzas = new ArrayList<>();
            Map<String, String> header = new LinkedHashMap<>(here.header());
            for (String tag : registry.tags(repository)) {
                if (tag.startsWith(key.name() + ".") && !known.contains(tag)) {
                    fetch(tag, folder, header).ifPresent(stanzas::add);
                }
            }
            if (stanzas.isEmpty()) {
                return 0;
            }
            new PackagesIndex(header, stanzas).write(folder);
            BuildPackages arrived = packages.emptyView(key, folder);
            arrived.seal(PackageTable.EMPTY);
            return packages.admit(arrived).paths().size();
        } catch (IOException e) {
            throw Links.failure(e);
        }
    }

    private Optional<Map<String, String>> fetch(String tag, Path folder, Map<String, String> header)
            throws IOException {
        Optional<Manifest> manifest = registry.manifest(repository, tag);
        if (manifest.isEmpty() || manifest.get().isIndex()) {
            return Optional.empty();
        }
        ImageManifest artifact = ManifestReader.image(manifest.get());
        Optional<Map<String, String>> stanza = said(artifact, STANZA);
        if (stanza.isEmpty() || artifact.layers().size() != 1) {
            return Optional.empty();
        }
        said(artifact, HEADER).ifPresent(one -> one.forEach(header::putIfAbsent));
        String path = FreePath.of(
                stanza.get().getOrDefault(PackagesIndex.PATH, ""), taken -> Files.exists(folder.resolve(taken)));
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new BinhostException(
                    repository + ":" + tag + " names a file outside of its folder",
                    "whoever put it there is broken or means harm",
                    null);
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = registry.blob(repository, artifact.layers().get(0), 0)) {
            Files.copy(in, file);
        }
        if (signed != null) {
            refuse(tag, path, signed.objection(file));
        }
        setTime(file, stanza.get().getOrDefault("MTIME", ""));
        return Optional.of(PackagesIndex.movedTo(path, stanza.get()));
    }

    private void refuse(String tag, String path, Optional<String> why) {
        if (why.isPresent()) {
            throw new BinhostException(
                    "binary package " + path + " (" + repository + ":" + tag + ") does not count: " + why.get(),
                    "trustPackages says whose do; delete the tag, or leave the binhost out",
                    null);
        }
    }

    /** Portage trusts the index where time and size are the file's. */
    private static void setTime(Path file, String seconds) throws IOException {
        if (seconds.matches("[0-9]{1,15}")) {
            Files.setLastModifiedTime(file, FileTime.from(Long.parseLong(seconds), TimeUnit.SECONDS));
        }
    }

    private static Optional<Map<String, String>> said(ImageManifest artifact, String annotation) {
        String said = artifact.annotations().get(annotation);
        if (said == null || !ARTIFACT.equals(artifact.artifactType())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(said, new TypeReference<LinkedHashMap<String, String>>() {}));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String tag(AbiKey key, Map<String, String> stanza) {
        String identity = PackagesIndex.identity(stanza).toString();
        return key.name() + "."
                + Digest.of(identity.getBytes(StandardCharsets.UTF_8)).hex().substring(0, HEX);
    }
}
