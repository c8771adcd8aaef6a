/** Measurements against other readers of feeds. Nothing here is part of the program. */
package io.feedmill.producer.bench;
