# Compiles a table if its map would change: mapkit_table { 'hash:/etc/postfix/transport': }
define mapkit_table (String $table = $title) {
  exec { "mapkit compile ${table}":
    command => ['/usr/bin/mapkit', 'compile', '--strict', $table],
    unless  => [['/usr/bin/mapkit', 'compile', '--check', $table]],
  }
}
