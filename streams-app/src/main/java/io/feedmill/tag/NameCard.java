package io.feedmill.tag;

import io.feedmill.rules.Scope;
import java.util.List;
import java.util.Map;

/**
 * A place or organisation as the lexicon has it, for people to read.
 *
 * @param kind {@code country}, {@code city}, or an organisation's kind
 * @param country ISO code; null for an organisation
 * @param names by language code, {@code *} for all, what it is called
 * @param off for which items it is switched off; empty for none
 */
public record NameCard(String name, String kind, String country, Map<String, List<String>> names, List<Scope> off) {}
