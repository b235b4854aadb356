package dev.stave.registry;

/** A repository of a registry: where a transfer takes from, or brings to. */
public record Place(Registry registry, String repository) {}
