package io.feedmill.strip;

import io.feedmill.strip.Stripped.Image;
import java.util.List;

/**
 * A text as the walk found it.
 *
 * @param taken what was taken out during the walk: hidden words within a block, pixels
 */
record Page(List<Piece> pieces, List<Image> images, List<Removed> taken) {}
