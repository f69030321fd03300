# services.postfix.mapkitTables = [ "lmdb:/etc/postfix/transport" ]; builds these maps at activation.
{ config, lib, pkgs, ... }:
let
  cfg = config.services.postfix;
in
{
  options.services.postfix.mapkitTables = lib.mkOption {
    type = lib.types.listOf lib.types.str;
    default = [ ];
    description = "Tables that mapkit compiles, as TYPE:SOURCE.";
  };

  config = lib.mkIf (cfg.enable && cfg.mapkitTables != [ ]) {
    systemd.services.mapkit-tables = {
      description = "Compile Postfix tables";
      before = [ "postfix.service" ];
      requiredBy = [ "postfix.service" ];
      serviceConfig.Type = "oneshot";
      script = "${pkgs.mapkit}/bin/mapkit compile --strict ${lib.escapeShellArgs cfg.mapkitTables}";
    };
  };
}
